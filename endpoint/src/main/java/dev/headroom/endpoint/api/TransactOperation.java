package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.endpoint.api.Admitting.Told;
import dev.headroom.endpoint.api.ConsumedCapacity.Detail;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Decision.Throttled;
import dev.headroom.service.Demand;
import dev.headroom.service.Demand.Part;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ThrottledService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TransactGetItems and TransactWriteItems: let in as a whole or refused as a whole. What a
 * transaction takes that is cancelled for another reason is not documented; here the table is
 * charged as if it had gone through, and its indexes are not.
 */
final class TransactOperation implements Operation {

  private static final String CANCELED = "TransactionCanceledException";

  private final TableCatalog catalog;
  private final Admitting admitting;
  private final ThrottledService service;
  private final ModelProfile profile;
  private final RequestTokens tokens = new RequestTokens();

  TransactOperation(
      TableCatalog catalog, Admitting admitting, ThrottledService service, ModelProfile profile) {
    this.catalog = catalog;
    this.admitting = admitting;
    this.service = service;
    this.profile = profile;
  }

  @Override
  public Answer handle(Exchange exchange) throws UpstreamException {
    boolean isGet = exchange.operation().equals("TransactGetItems");
    String token = isGet ? null : Json.text(exchange.body(), "ClientRequestToken");
    boolean isRepeated = token != null && tokens.isKnown(token, service.now());
    List<List<Part>> byItem = new ArrayList<>();
    for (JsonNode entry : exchange.body().path("TransactItems")) {
      List<Part> parts =
          entry instanceof ObjectNode item && item.size() == 1
              ? parts(exchange, item.properties().iterator().next(), isRepeated)
              : null;
      if (parts == null) {
        return exchange.forward();
      }
      byItem.add(parts);
    }
    if (byItem.isEmpty()) {
      return exchange.forward();
    }
    Demand expected =
        new Demand(
            isGet || isRepeated ? Dimension.READ : Dimension.WRITE,
            false,
            byItem.stream().flatMap(List::stream).toList());
    return admitting.run(
        exchange.trace(),
        expected,
        throttled -> Errors.transactionThrottled(throttled, refused(byItem, throttled)),
        exchange::forward,
        (answer, body) -> {
          if (Errors.is(answer, body, CANCELED)) {
            return ofTables(expected);
          }
          if (!answer.isOk()) {
            return expected.none();
          }
          if (token != null) {
            tokens.add(token, service.now());
          }
          return isGet ? read(expected, body) : expected;
        },
        Told.ofTables(Detail.of(exchange.body()), true));
  }

  private static List<Boolean> refused(List<List<Part>> byItem, Throttled throttled) {
    return byItem.stream()
        .map(
            parts ->
                parts.stream().anyMatch(part -> throttled.refusing().contains(part.resourceArn())))
        .toList();
  }

  private static Demand ofTables(Demand expected) {
    return new Demand(
        expected.dimension(),
        expected.eventual(),
        expected.parts().stream()
            .filter(part -> part.indexName() == null && part.localIndexName() == null)
            .toList());
  }

  private @Nullable List<Part> parts(
      Exchange exchange, Map.Entry<String, JsonNode> action, boolean isRepeated)
      throws UpstreamException {
    if (!(action.getValue() instanceof ObjectNode request)) {
      return null;
    }
    LiveTable table = catalog.find(exchange, Json.text(request, "TableName"));
    ObjectNode item = Json.object(request, action.getKey().equals("Put") ? "Item" : "Key");
    Items.Key key = table == null ? null : Items.key(table, table.table().keySchema(), item);
    if (table == null || item == null || key == null) {
      return null;
    }
    if (isRepeated) {
      return List.of(readPart(table, key, exchange.read(table, item)));
    }
    int multiplier = profile.transactionMultiplier();
    return switch (action.getKey()) {
      case "Get" -> List.of(readPart(table, key, null));
      case "ConditionCheck" ->
          WriteCosts.ofTable(
              table,
              key,
              multiplier
                  * RequestUnits.conditionCheckMilliUnits(Items.size(exchange.read(table, item))));
      case "Put" -> writes(exchange, table, key, item, item);
      case "Delete" -> writes(exchange, table, key, item, null);
      case "Update" -> {
        ObjectNode before = exchange.read(table, item);
        ObjectNode after = UpdateGuess.of(request, before);
        yield WriteCosts.of(table, key, before, after, profile);
      }
      default -> null;
    };
  }

  private List<Part> writes(
      Exchange exchange,
      LiveTable table,
      Items.Key key,
      ObjectNode item,
      @Nullable ObjectNode after)
      throws UpstreamException {
    return WriteCosts.of(table, key, exchange.read(table, item), after, profile);
  }

  /** What the items that were found took. */
  private Demand read(Demand expected, ObjectNode answer) {
    List<Part> parts = new ArrayList<>();
    JsonNode responses = answer.path("Responses");
    for (int i = 0; i < expected.parts().size(); i++) {
      Part part = expected.parts().get(i);
      ObjectNode item = Json.object(responses.get(i), "Item");
      parts.add(part.with(transactionalRead(item)));
    }
    return Demand.reads(false, parts);
  }

  private Part readPart(LiveTable table, Items.Key key, @Nullable ObjectNode item) {
    return new Part(table, null, null, key.text(), key.position(), transactionalRead(item));
  }

  private long transactionalRead(@Nullable ObjectNode item) {
    return RequestUnits.transactionMilliUnits(
        RequestUnits.readMilliUnits(Items.size(item), Consistency.STRONG),
        profile.transactionMultiplier());
  }
}
