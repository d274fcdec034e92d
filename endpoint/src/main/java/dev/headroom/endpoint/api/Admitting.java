package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.endpoint.api.ConsumedCapacity.Detail;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Decision.Admitted;
import dev.headroom.service.Decision.Throttled;
import dev.headroom.service.Demand;
import dev.headroom.service.ThrottledService;
import java.util.function.Function;

/** The way of every request that moves data: admit, carry out, settle. */
final class Admitting {

  /** Asks the upstream. */
  @FunctionalInterface
  interface Carrying {
    Answer send() throws UpstreamException;
  }

  /** Tells what a request has taken, from its answer. */
  @FunctionalInterface
  interface Settlement {

    /**
     * Tells it.
     *
     * @param body the answer's body, which may be changed: it goes to the client
     */
    Demand of(Answer answer, ObjectNode body) throws UpstreamException;
  }

  private final ThrottledService service;

  Admitting(ThrottledService service) {
    this.service = service;
  }

  /**
   * Answers a request for one item or one page.
   *
   * @param trace keeps what becomes of it
   * @param expected what it will take at least
   * @param refusal words the answer to one that is refused
   * @param told puts what it took into the answer's body
   */
  Answer run(
      Trace trace,
      Demand expected,
      Function<Throttled, Answer> refusal,
      Carrying carrying,
      Settlement settlement,
      Told told)
      throws UpstreamException {
    return switch (service.admit(expected)) {
      case Throttled throttled -> {
        trace.throttled(throttled);
        yield refusal.apply(throttled);
      }
      case Admitted admitted -> {
        trace.admitted(admitted.admission());
        Demand consumed = expected.none();
        try {
          Answer answer = carrying.send();
          ObjectNode body = Json.parse(answer.body());
          if (body == null) {
            throw new UpstreamException(
                "the upstream's answer with HTTP status %d is no JSON object"
                    .formatted(answer.status()));
          }
          consumed = settled(settlement, answer, body);
          yield told.put(answer, body, consumed);
        } finally {
          service.settle(admitted.ticket(), consumed);
        }
      }
    };
  }

  private static Demand settled(Settlement settlement, Answer answer, ObjectNode body)
      throws UpstreamException {
    try {
      return settlement.of(answer, body);
    } catch (IllegalArgumentException e) {
      throw UpstreamException.notUnderstood(e);
    }
  }

  /** Puts into an answer what its request has taken. */
  @FunctionalInterface
  interface Told {
    Answer put(Answer answer, ObjectNode body, Demand consumed);

    /** As requests for one table do. */
    static Told ofTable(String table, Detail detail) {
      return of(detail, consumed -> ConsumedCapacity.ofTable(table, consumed, detail));
    }

    /** As requests for several tables do. */
    static Told ofTables(Detail detail, boolean isTransaction) {
      return of(detail, consumed -> ConsumedCapacity.ofTables(consumed, detail, isTransaction));
    }

    private static Told of(Detail detail, Function<Demand, JsonNode> capacity) {
      return (answer, body, consumed) -> {
        body.remove("ConsumedCapacity");
        if (detail != Detail.NONE && answer.isOk()) {
          body.set("ConsumedCapacity", capacity.apply(consumed));
        }
        return answer.withBody(Json.bytes(body));
      };
    }
  }
}
