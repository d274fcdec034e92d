package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.endpoint.api.Admitting.Told;
import dev.headroom.endpoint.api.ConsumedCapacity.Detail;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Demand;
import dev.headroom.service.Demand.Part;
import dev.headroom.service.LiveTable;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of Query or Scan. What it takes is known when it has been read, because filters and
 * projections hide what was evaluated: the upstream tells. A page that evaluates nothing takes the
 * minimum, where some upstreams tell none.
 */
final class PageOperation implements Operation {

  private static final Pattern EQUALITY = Pattern.compile("(#?[A-Za-z_][\\w.-]*)\\s*=\\s*(:\\w+)");

  private final TableCatalog catalog;
  private final Admitting admitting;

  PageOperation(TableCatalog catalog, Admitting admitting) {
    this.catalog = catalog;
    this.admitting = admitting;
  }

  @Override
  public Answer handle(Exchange exchange) throws UpstreamException {
    ObjectNode request = exchange.body();
    LiveTable table = catalog.find(exchange, Json.text(request, "TableName"));
    if (table == null) {
      return exchange.forward();
    }
    String index = Json.text(request, "IndexName");
    GlobalSecondaryIndex global = Items.globalIndex(table.table(), index);
    String globalName = global == null ? null : index;
    String localName = global == null ? index : null;
    List<KeyAttribute> schema = global == null ? table.table().keySchema() : global.keySchema();
    if (index != null) {
      exchange.trace().meetIndex(index);
    }
    String key = keyText(exchange, schema.getFirst().attributeName());
    Consistency consistency = GetOperation.consistency(request);
    Detail detail = Detail.of(request);
    long minimum = RequestUnits.emptyPageReadMilliUnits(1, consistency);
    return admitting.run(
        exchange.trace(),
        demand(table, globalName, localName, key, consistency, minimum),
        Errors::throttled,
        () -> exchange.forwardWith(detail.asked()),
        (answer, body) -> {
          Demand none = Demand.reads(consistency == Consistency.EVENTUAL, List.of());
          if (!answer.isOk()) {
            return none;
          }
          boolean isEmpty = body.path("ScannedCount").asLong(body.path("Count").asLong()) == 0;
          long units =
              isEmpty ? minimum : ConsumedCapacity.toldOr(body, byItems(body, consistency));
          return demand(table, globalName, localName, key, consistency, units);
        },
        Told.ofTable(table.name(), detail));
  }

  private static long byItems(ObjectNode answer, Consistency consistency) {
    return RequestUnits.pageReadMilliUnits(Items.sizeOfAll(answer.path("Items")), consistency);
  }

  private static Demand demand(
      LiveTable table,
      @Nullable String globalIndex,
      @Nullable String localIndex,
      String key,
      Consistency consistency,
      long milliUnits) {
    return Demand.reads(
        consistency == Consistency.EVENTUAL,
        List.of(
            new Part(table, globalIndex, localIndex, key, table.position(key, null), milliUnits)));
  }

  /**
   * The partition key that a Query asks for. A Scan goes through partitions in the order of their
   * hashes, which is not ours: a page counts for the place of the key that it begins after.
   */
  private static String keyText(Exchange exchange, String attribute) {
    ObjectNode request = exchange.body();
    JsonNode value =
        exchange.operation().equals("Query")
            ? asked(request, attribute)
            : request.path("ExclusiveStartKey").get(attribute);
    String text = Items.keyText(value);
    return text != null ? text : "segment " + request.path("Segment").asText("0");
  }

  private static @Nullable JsonNode asked(ObjectNode request, String attribute) {
    JsonNode legacy = request.path("KeyConditions").path(attribute).path("AttributeValueList");
    if (legacy.has(0)) {
      return legacy.get(0);
    }
    String expression = Json.text(request, "KeyConditionExpression");
    if (expression != null) {
      ObjectNode names = Json.object(request, "ExpressionAttributeNames");
      Matcher equality = EQUALITY.matcher(expression);
      while (equality.find()) {
        String name = Json.text(names, equality.group(1));
        if (attribute.equals(name == null ? equality.group(1) : name)) {
          return request.path("ExpressionAttributeValues").get(equality.group(2));
        }
      }
    }
    return null;
  }
}
