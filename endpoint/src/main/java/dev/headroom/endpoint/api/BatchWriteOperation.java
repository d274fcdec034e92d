package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Demand;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ThrottledService;
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
  private record Wanted(String table, JsonNode write, Demand expected) {}

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
    ObjectNode passed = Json.object();
    ObjectNode refused = Json.object();
    try (Batch<Wanted> batch = new Batch<>(service, exchange)) {
      for (Map.Entry<String, JsonNode> entry : asked.properties()) {
        LiveTable table = catalog.find(exchange, entry.getKey());
        for (JsonNode write : entry.getValue()) {
          Demand expected = table == null ? null : expected(exchange, table, write);
          boolean passes =
              expected == null
                  || batch.admits(new Wanted(entry.getKey(), write, expected), expected);
          writes(passes ? passed : refused, entry.getKey()).add(write);
        }
      }
      return batch.answer(
          passed,
          Errors::batchWriteThrottled,
          Demand.writes(List.of()),
          (admitted, body) -> {
            Map<String, Long> untold = untold(admitted, body);
            List<Demand> consumed =
                admitted.stream().map(wanted -> consumed(wanted, body, untold)).toList();
            addUnprocessed(body, refused);
            return consumed;
          });
    }
  }

  private static void addUnprocessed(ObjectNode body, ObjectNode refused) {
    ObjectNode unprocessed = Json.object(body, "UnprocessedItems");
    ObjectNode all = unprocessed == null ? body.putObject("UnprocessedItems") : unprocessed;
    refused
        .properties()
        .forEach(entry -> entry.getValue().forEach(writes(all, entry.getKey())::add));
  }

  private static ArrayNode writes(ObjectNode tables, String name) {
    return tables.withArray("/" + name.replace("~", "~0").replace("/", "~1"));
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

  /**
   * What a table without indexes has taken beyond what was expected, by its name: items that were
   * there before were larger.
   */
  private static Map<String, Long> untold(List<Wanted> admitted, ObjectNode answer) {
    Map<String, Long> untold = new HashMap<>();
    for (JsonNode told : answer.path("ConsumedCapacity")) {
      String name = Json.text(told, "TableName");
      if (name != null) {
        long units = ConsumedCapacity.told(told);
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
