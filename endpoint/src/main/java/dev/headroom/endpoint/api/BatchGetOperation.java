package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.endpoint.api.Admitting.Told;
import dev.headroom.endpoint.api.ConsumedCapacity.Detail;
import dev.headroom.endpoint.service.Decision.Admitted;
import dev.headroom.endpoint.service.Decision.Throttled;
import dev.headroom.endpoint.service.Decision.Ticket;
import dev.headroom.endpoint.service.Demand;
import dev.headroom.endpoint.service.LiveTable;
import dev.headroom.endpoint.service.ThrottledService;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BatchGetItem: every key is admitted by itself. Keys that are refused come back unprocessed; if
 * all are, the request fails. Source: API Reference, BatchGetItem.
 */
final class BatchGetOperation implements Operation {

  /** A key that was let in. */
  private record Wanted(
      LiveTable table, ObjectNode key, Items.Key place, Consistency consistency, Ticket ticket) {

    Demand demand(long milliUnits) {
      return GetOperation.demand(table, place, consistency, milliUnits);
    }

    long milliUnits(@Nullable ObjectNode item) {
      return RequestUnits.readMilliUnits(Items.size(item), consistency);
    }
  }

  private final TableCatalog catalog;
  private final ThrottledService service;

  BatchGetOperation(TableCatalog catalog, ThrottledService service) {
    this.catalog = catalog;
    this.service = service;
  }

  @Override
  public Answer handle(Exchange exchange) throws UpstreamException {
    ObjectNode request = exchange.body();
    ObjectNode asked = Json.object(request, "RequestItems");
    if (asked == null) {
      return exchange.forward();
    }
    List<Wanted> admitted = new ArrayList<>();
    ObjectNode passed = Json.object();
    ObjectNode refused = Json.object();
    Throttled first = null;
    for (Map.Entry<String, JsonNode> entry : asked.properties()) {
      LiveTable table = catalog.find(exchange, entry.getKey());
      if (table == null || !(entry.getValue() instanceof ObjectNode block)) {
        passed.set(entry.getKey(), entry.getValue());
        continue;
      }
      Consistency consistency = GetOperation.consistency(block);
      for (JsonNode key : block.path("Keys")) {
        Items.Key place = Items.key(table, table.table().keySchema(), key);
        if (place == null || !(key instanceof ObjectNode object)) {
          keys(passed, entry.getKey(), block).add(key);
          continue;
        }
        Demand expected =
            GetOperation.demand(
                table, place, consistency, RequestUnits.readMilliUnits(0, consistency));
        switch (service.admit(expected)) {
          case Admitted let -> {
            admitted.add(new Wanted(table, object, place, consistency, let.ticket()));
            keys(passed, entry.getKey(), block).add(key);
          }
          case Throttled throttled -> {
            first = first == null ? throttled : first;
            keys(refused, entry.getKey(), block).add(key);
          }
        }
      }
    }
    if (first != null && passed.isEmpty()) {
      exchange.trace().throttled(first);
      return Errors.throttled(first);
    }
    if (first != null) {
      exchange.trace().partlyThrottled(first);
    }
    return carryOut(exchange, passed, refused, admitted);
  }

  private Answer carryOut(
      Exchange exchange, ObjectNode passed, ObjectNode refused, List<Wanted> admitted)
      throws UpstreamException {
    Detail detail = Detail.of(exchange.body());
    List<Demand> consumed = new ArrayList<>();
    try {
      ObjectNode request = exchange.body().deepCopy();
      request.set("RequestItems", passed);
      if (detail == Detail.NONE) {
        request.put("ReturnConsumedCapacity", "TOTAL");
      }
      Answer answer = exchange.forward(request);
      ObjectNode body = Json.parse(answer.body());
      if (!answer.isOk() || body == null) {
        return answer;
      }
      for (Wanted wanted : admitted) {
        consumed.add(consumed(wanted, passed, body));
      }
      addUnprocessed(body, refused);
      return tell(answer, body, consumed, detail);
    } finally {
      for (int i = 0; i < admitted.size(); i++) {
        Ticket ticket = admitted.get(i).ticket();
        if (i < consumed.size()) {
          service.settle(ticket, consumed.get(i));
        } else {
          service.cancel(ticket);
        }
      }
    }
  }

  private static Answer tell(Answer answer, ObjectNode body, List<Demand> consumed, Detail detail) {
    Demand all = consumed.stream().reduce(Demand::plus).orElse(Demand.reads(true, List.of()));
    return Told.ofTables(detail, false).put(answer, body, all);
  }

  /** What one key took: nothing where the upstream has not got to it. */
  private static Demand consumed(Wanted wanted, ObjectNode passed, ObjectNode answer) {
    String name = wanted.table().name();
    for (JsonNode left : answer.path("UnprocessedKeys").path(name).path("Keys")) {
      if (left.equals(wanted.key())) {
        return wanted.demand(0).none();
      }
    }
    JsonNode block = passed.path(name);
    if (block.has("ProjectionExpression") || block.has("AttributesToGet")) {
      return wanted.demand(evenShare(wanted, block, answer));
    }
    for (JsonNode item : answer.path("Responses").path(name)) {
      boolean isIt =
          wanted.key().properties().stream()
              .allMatch(part -> part.getValue().equals(item.get(part.getKey())));
      if (isIt && item instanceof ObjectNode found) {
        return wanted.demand(wanted.milliUnits(found));
      }
    }
    return wanted.demand(wanted.milliUnits(null));
  }

  /** Items of which only a part is seen share what the upstream tells of their table. */
  private static long evenShare(Wanted wanted, JsonNode block, ObjectNode answer) {
    for (JsonNode told : answer.path("ConsumedCapacity")) {
      if (wanted.table().name().equals(Json.text(told, "TableName"))) {
        double units = told.path("CapacityUnits").asDouble() / block.path("Keys").size();
        return Math.max(
            wanted.milliUnits(null), Math.round(units * RequestUnits.MILLI_UNITS_PER_UNIT));
      }
    }
    return wanted.milliUnits(null);
  }

  private static ArrayNode keys(ObjectNode tables, String name, ObjectNode block) {
    if (!tables.has(name)) {
      ObjectNode copy = block.deepCopy();
      copy.putArray("Keys");
      tables.set(name, copy);
    }
    return (ArrayNode) tables.get(name).get("Keys");
  }

  private static void addUnprocessed(ObjectNode body, ObjectNode refused) {
    ObjectNode unprocessed = Json.object(body, "UnprocessedKeys");
    ObjectNode all = unprocessed == null ? body.putObject("UnprocessedKeys") : unprocessed;
    for (Map.Entry<String, JsonNode> entry : refused.properties()) {
      if (all.has(entry.getKey()) && entry.getValue() instanceof ObjectNode block) {
        entry.getValue().path("Keys").forEach(keys(all, entry.getKey(), block)::add);
      } else {
        all.set(entry.getKey(), entry.getValue());
      }
    }
  }
}
