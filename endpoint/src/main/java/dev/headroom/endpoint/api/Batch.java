package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.endpoint.api.Admitting.Told;
import dev.headroom.endpoint.api.ConsumedCapacity.Detail;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Decision.Admitted;
import dev.headroom.service.Decision.Throttled;
import dev.headroom.service.Decision.Ticket;
import dev.headroom.service.Demand;
import dev.headroom.service.ThrottledService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request of many operations, each of which is admitted by itself. What is not settled when it is
 * closed gives back what it was admitted for. Belongs to one request.
 *
 * @param <W> what it keeps of an operation that was let in
 */
final class Batch<W> implements AutoCloseable {

  private record Open<W>(W wanted, Ticket ticket) {}

  /** Tells what every operation that was let in has taken, in the order in which they were. */
  @FunctionalInterface
  interface Settlement<W> {

    /**
     * Tells it.
     *
     * @param body the answer's body, which may be changed: it goes to the client
     */
    List<Demand> of(List<W> admitted, ObjectNode body);
  }

  private final ThrottledService service;
  private final Exchange exchange;
  private final List<Open<W>> open = new ArrayList<>();
  private int settled;
  private @Nullable Throttled firstRefusal;

  Batch(ThrottledService service, Exchange exchange) {
    this.service = service;
    this.exchange = exchange;
  }

  /** Lets an operation in or refuses it. */
  boolean admits(W wanted, Demand expected) {
    return switch (service.admit(expected)) {
      case Admitted admitted -> {
        open.add(new Open<>(wanted, admitted.ticket()));
        yield true;
      }
      case Throttled throttled -> {
        firstRefusal = firstRefusal == null ? throttled : firstRefusal;
        yield false;
      }
    };
  }

  /**
   * Answers the request, carried out for those operations that are left of it.
   *
   * @param passed the operations to carry out, by table; empty if all were refused
   * @param refusal words the answer if all were refused
   * @param nothing what stands for operations that took nothing
   */
  Answer answer(
      ObjectNode passed,
      Function<Throttled, Answer> refusal,
      Demand nothing,
      Settlement<W> settlement)
      throws UpstreamException {
    if (firstRefusal != null && passed.isEmpty()) {
      exchange.trace().throttled(firstRefusal);
      return refusal.apply(firstRefusal);
    }
    if (firstRefusal != null) {
      exchange.trace().partlyThrottled(firstRefusal);
    }
    Detail detail = Detail.of(exchange.body());
    ObjectNode request = exchange.body().deepCopy();
    request.set("RequestItems", passed);
    detail.asked().forEach(request::put);
    Answer answer = exchange.forward(request);
    ObjectNode body = Json.parse(answer.body());
    if (!answer.isOk() || body == null) {
      return answer;
    }
    List<Demand> consumed = consumed(settlement, body);
    for (Demand demand : consumed) {
      service.settle(open.get(settled++).ticket(), demand);
    }
    return Told.ofTables(detail, false).put(answer, body, nothing.with(consumed));
  }

  private List<Demand> consumed(Settlement<W> settlement, ObjectNode body)
      throws UpstreamException {
    try {
      return settlement.of(open.stream().map(Open::wanted).toList(), body);
    } catch (IllegalArgumentException e) {
      throw UpstreamException.notUnderstood(e);
    }
  }

  @Override
  public void close() {
    while (settled < open.size()) {
      service.cancel(open.get(settled++).ticket());
    }
  }
}
