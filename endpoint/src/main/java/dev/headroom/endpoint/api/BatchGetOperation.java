package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Demand;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ThrottledService;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BatchGetItem: every key is admitted by itself. Keys that are refused come back unprocessed; if
 * all are, the request fails. Source: API Reference, BatchGetItem.
 */
final class BatchGetOperation implements Operation {

  /** A key that was let in. */
  private record Wanted(LiveTable table, ObjectNode key, Items.Key place, Consistency consistency) {

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
    ObjectNode passed = Json.object();
    ObjectNode refused = Json.object();
    try (Batch<Wanted> batch = new Batch<>(service, exchange)) {
      for (Map.Entry<String, JsonNode> entry : asked.properties()) {
        LiveTable table = catalog.find(exchange, entry.getKey());
        if (table == null || !(entry.getValue() instanceof ObjectNode block)) {
          passed.set(entry.getKey(), entry.getValue());
          continue;
        }
        Consistency consistency = GetOperation.consistency(block);
        for (JsonNode key : block.path("Keys")) {
          Items.Key place = Items.key(table, table.table().keySchema(), key);
          boolean passes = true;
          if (place != null && key instanceof ObjectNode object) {
            Wanted wanted = new Wanted(table, object, place, consistency);
            passes = batch.admits(wanted, wanted.demand(wanted.milliUnits(null)));
          }
          keys(passes ? passed : refused, entry.getKey(), block).add(key);
        }
      }
      return batch.answer(
          passed,
          Errors::throttled,
          Demand.reads(true, List.of()),
          (admitted, body) -> {
            List<Demand> consumed =
                admitted.stream().map(wanted -> consumed(wanted, passed, body)).toList();
            addUnprocessed(body, refused);
            return consumed;
          });
    }
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
        double units = (double) ConsumedCapacity.told(told) / block.path("Keys").size();
        return Math.max(wanted.milliUnits(null), Math.round(units));
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
