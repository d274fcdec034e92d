package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.endpoint.api.Admitting.Told;
import dev.headroom.endpoint.api.ConsumedCapacity.Detail;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Demand;
import dev.headroom.service.LiveTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PutItem, UpdateItem and DeleteItem.
 *
 * <p>Where a table has indexes, what a write takes from them depends on the item before and after
 * it. The item before is read first; the item after an update is asked for in the update's answer,
 * or read again where the client wants something else there. Without indexes the item before comes
 * with the answer of a put or a delete, and the upstream tells what an update took.
 */
final class WriteOperation implements Operation {

  private static final String CONDITION_FAILED = "ConditionalCheckFailedException";

  private final TableCatalog catalog;
  private final Admitting admitting;

  WriteOperation(TableCatalog catalog, Admitting admitting) {
    this.catalog = catalog;
    this.admitting = admitting;
  }

  @Override
  public Answer handle(Exchange exchange) throws UpstreamException {
    ObjectNode request = exchange.body();
    LiveTable table = catalog.find(exchange, Json.text(request, "TableName"));
    boolean isPut = exchange.operation().equals("PutItem");
    ObjectNode item = Json.object(request, isPut ? "Item" : "Key");
    Items.Key key = table == null ? null : Items.key(table, table.table().keySchema(), item);
    if (table == null || item == null || key == null) {
      return exchange.forward();
    }
    return new Write(exchange, table, item, key).answer();
  }

  /** One write. */
  private final class Write {
    private final Exchange exchange;
    private final ObjectNode request;
    private final LiveTable table;
    private final ObjectNode item;
    private final Items.Key key;
    private final boolean isUpdate;
    private final boolean hasIndexes;
    private final Detail detail;
    private final boolean asksForNewItem;
    private final boolean asksForOldItem;
    private final boolean asksForFailedItem;

    /** The item before the write, where it was read. */
    private final @Nullable ObjectNode before;

    /** The item after the write, as far as that shows in the request. */
    private final @Nullable ObjectNode after;

    private final long afterBytes;
    private final Demand expected;

    Write(Exchange exchange, LiveTable table, ObjectNode item, Items.Key key)
        throws UpstreamException {
      this.exchange = exchange;
      this.request = exchange.body();
      this.table = table;
      this.item = item;
      this.key = key;
      this.isUpdate = exchange.operation().equals("UpdateItem");
      this.hasIndexes = table.hasIndexes();
      this.detail = Detail.of(request);
      String returned = Json.text(request, "ReturnValues");
      boolean returnsNothing = returned == null || returned.equals("NONE");
      this.asksForNewItem = hasIndexes && isUpdate && returnsNothing;
      this.asksForOldItem = !hasIndexes && !isUpdate && returnsNothing;
      this.asksForFailedItem =
          exchange.has("ConditionExpression")
              && !"ALL_OLD".equals(Json.text(request, "ReturnValuesOnConditionCheckFailure"));
      this.before = hasIndexes ? exchange.read(table, item) : null;
      this.after =
          switch (exchange.operation()) {
            case "PutItem" -> item;
            case "UpdateItem" -> UpdateGuess.of(request, before);
            default -> null;
          };
      this.afterBytes = Items.size(after);
      this.expected =
          hasIndexes ? demand(after) : ofTable(RequestUnits.writeMilliUnits(afterBytes));
    }

    Answer answer() throws UpstreamException {
      return admitting.run(
          exchange.trace(),
          expected,
          Errors::throttled,
          () -> exchange.forwardWith(asked()),
          this::consumed,
          Told.ofTable(table.name(), detail));
    }

    private Demand demand(@Nullable ObjectNode afterwards) {
      return Demand.writes(WriteCosts.of(table, key, before, afterwards));
    }

    private Demand ofTable(long milliUnits) {
      return Demand.writes(WriteCosts.ofTable(table, key, milliUnits));
    }

    /** What we want to know beside what the client does. */
    private Map<String, String> asked() {
      Map<String, String> asked = new LinkedHashMap<>();
      if (!hasIndexes && isUpdate) {
        asked.putAll(detail.asked());
      }
      if (asksForOldItem) {
        asked.put("ReturnValues", "ALL_OLD");
      }
      if (asksForNewItem) {
        asked.put("ReturnValues", "ALL_NEW");
      }
      if (asksForFailedItem) {
        asked.put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
      }
      return asked;
    }

    private Demand consumed(Answer answer, ObjectNode body) throws UpstreamException {
      if (Errors.is(answer, body, CONDITION_FAILED)) {
        return failed(body);
      }
      if (!answer.isOk()) {
        return Demand.writes(List.of());
      }
      if (!hasIndexes) {
        long units =
            isUpdate ? ConsumedCapacity.toldOr(body, expected.milliUnits()) : replaced(body);
        return units == expected.milliUnits() ? expected : ofTable(units);
      }
      return isUpdate ? demand(updated(body)) : expected;
    }

    /** What a put or a delete took, by the item that was there before. */
    private long replaced(ObjectNode body) {
      ObjectNode old = Json.object(body, "Attributes");
      if (asksForOldItem) {
        body.remove("Attributes");
      }
      return RequestUnits.updateMilliUnits(Items.size(old), afterBytes);
    }

    private Demand failed(ObjectNode body) {
      ObjectNode existing = Json.object(body, "Item");
      if (asksForFailedItem) {
        body.remove("Item");
      }
      long units =
          RequestUnits.failedConditionMilliUnits(
              Items.size(existing != null ? existing : before), afterBytes);
      return ofTable(units);
    }

    private @Nullable ObjectNode updated(ObjectNode body) throws UpstreamException {
      ObjectNode attributes = Json.object(body, "Attributes");
      if (asksForNewItem) {
        body.remove("Attributes");
        return attributes;
      }
      return "ALL_NEW".equals(Json.text(request, "ReturnValues"))
          ? attributes
          : exchange.read(table, item);
    }
  }
}
