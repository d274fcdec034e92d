package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BatchWriteItem: every put and delete is admitted by itself. What is refused comes back
 * unprocessed; if all is, the request fails. Source: API Reference, BatchWriteItem.
 */
final class BatchWriteOperation implements Operation {

  /** A put or a delete that was let in. */
  private record Wanted(String table, JsonNode write, Demand expected, Ticket ticket) {}

  private final TableCatalog catalog;
  private final ThrottledService service;

  BatchWriteOperation(TableCatalog catalog, ThrottledService service) {
    this.catalog = catalog;
    this.service = service;
  }

  @Override
  public Answer handle(Exchange exchange) throws UpstreamException {
    ObjectNode asked = Json.object(exchange.body(), "RequestItems");
    if (asked == null) {
      return exchange.forward();
    }
    List<Wanted> admitted = new ArrayList<>();
    ObjectNode passed = Json.object();
    ObjectNode refused = Json.object();
    Throttled first = null;
    for (Map.Entry<String, JsonNode> entry : asked.properties()) {
      LiveTable table = catalog.find(exchange, entry.getKey());
      for (JsonNode write : entry.getValue()) {
        Demand expected = table == null ? null : expected(exchange, table, write);
        if (table == null || expected == null) {
          passed.withArray("/" + pointer(entry.getKey())).add(write);
          continue;
        }
        switch (service.admit(expected)) {
          case Admitted let -> {
            admitted.add(new Wanted(entry.getKey(), write, expected, let.ticket()));
            passed.withArray("/" + pointer(entry.getKey())).add(write);
          }
          case Throttled throttled -> {
            first = first == null ? throttled : first;
            refused.withArray("/" + pointer(entry.getKey())).add(write);
          }
        }
      }
    }
    if (first != null && passed.isEmpty()) {
      exchange.trace().throttled(first);
      return Errors.batchWriteThrottled(first);
    }
    if (first != null) {
      exchange.trace().partlyThrottled(first);
    }
    return carryOut(exchange, passed, refused, admitted);
  }

  /** A name as a part of a JSON pointer. */
  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** What a write will take; null if it is none. */
  private static @Nullable Demand expected(Exchange exchange, LiveTable table, JsonNode write)
      throws UpstreamException {
    ObjectNode put = Json.object(write.get("PutRequest"), "Item");
    ObjectNode deleted = Json.object(write.get("DeleteRequest"), "Key");
    ObjectNode item = put != null ? put : deleted;
    Items.Key key = Items.key(table, table.table().keySchema(), item);
    if (item == null || key == null) {
      return null;
    }
    return Demand.writes(
        table.hasIndexes()
            ? WriteCosts.of(table, key, exchange.read(table, item), put)
            : WriteCosts.ofTable(table, key, RequestUnits.writeMilliUnits(Items.size(put))));
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
      Map<String, Long> untold = untold(admitted, body);
      for (Wanted wanted : admitted) {
        consumed.add(consumed(wanted, body, untold));
      }
      ObjectNode unprocessed = Json.object(body, "UnprocessedItems");
      ObjectNode all = unprocessed == null ? body.putObject("UnprocessedItems") : unprocessed;
      refused
          .properties()
          .forEach(
              entry -> entry.getValue().forEach(all.withArray("/" + pointer(entry.getKey()))::add));
      Demand sum = consumed.stream().reduce(Demand::plus).orElse(Demand.writes(List.of()));
      return Told.ofTables(detail, false).put(answer, body, sum);
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

  /**
   * What a table without indexes has taken beyond what was expected, by its name: items that were
   * there before were larger.
   */
  private static Map<String, Long> untold(List<Wanted> admitted, ObjectNode answer) {
    Map<String, Long> untold = new HashMap<>();
    for (JsonNode told : answer.path("ConsumedCapacity")) {
      String name = Json.text(told, "TableName");
      if (name != null) {
        long units =
            Math.round(told.path("CapacityUnits").asDouble() * RequestUnits.MILLI_UNITS_PER_UNIT);
        long expected =
            admitted.stream()
                .filter(wanted -> wanted.table().equals(name))
                .mapToLong(wanted -> wanted.expected().milliUnits())
                .sum();
        untold.put(name, Math.max(0, units - expected));
      }
    }
    return untold;
  }

  private static Demand consumed(Wanted wanted, ObjectNode answer, Map<String, Long> untold) {
    for (JsonNode left : answer.path("UnprocessedItems").path(wanted.table())) {
      if (left.equals(wanted.write())) {
        return wanted.expected().none();
      }
    }
    Demand.Part first = wanted.expected().parts().getFirst();
    Long more = first.table().hasIndexes() ? null : untold.remove(wanted.table());
    return more == null || more == 0
        ? wanted.expected()
        : Demand.writes(List.of(first.with(first.milliUnits() + more)));
  }
}
