package dev.headroom.scenarios.items;

import dev.headroom.capacity.Consistency;
import dev.headroom.plan.PlannedItem;
import dev.headroom.plan.PlannedRequest;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.KeyDistribution.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Makes the SDK's requests of a flow's planned ones. Thread-safe. */
public final class PlannedRequests {

  private final Flow flow;
  private final Table table;
  private final String tableName;
  private final Items items;

  /** Where the next page of a segment begins, by segment; none for its beginning. */
  private final Map<Integer, Map<String, AttributeValue>> pageStarts = new ConcurrentHashMap<>();

  /**
   * The requests of a flow.
   *
   * @param table as declared
   * @param tableName what it is called where requests are sent
   */
  public PlannedRequests(Flow flow, Table table, String tableName) {
    this.flow = flow;
    this.table = table;
    this.tableName = tableName;
    this.items = new Items(table);
  }

  private boolean isConsistent() {
    return flow.consistency() == Consistency.STRONG;
  }

  /** A GetItem. */
  public GetItemRequest get(PlannedRequest request) {
    return GetItemRequest.builder()
        .tableName(tableName)
        .key(items.key(request.items().getFirst()))
        .consistentRead(isConsistent())
        .build();
  }

  /** A PutItem. */
  public PutItemRequest put(PlannedRequest request) {
    return PutItemRequest.builder()
        .tableName(tableName)
        .item(items.after(request.items().getFirst(), tag(request)))
        .build();
  }

  /** A DeleteItem. */
  public DeleteItemRequest delete(PlannedRequest request) {
    return DeleteItemRequest.builder()
        .tableName(tableName)
        .key(items.key(request.items().getFirst()))
        .build();
  }

  /** An UpdateItem that sets every attribute but the key. */
  public UpdateItemRequest update(PlannedRequest request) {
    Update update = update(request.items().getFirst(), tag(request));
    return UpdateItemRequest.builder()
        .tableName(tableName)
        .key(update.key)
        .updateExpression(update.expression)
        .expressionAttributeNames(update.names)
        .expressionAttributeValues(update.values)
        .build();
  }

  private record Update(
      Map<String, AttributeValue> key,
      String expression,
      Map<String, String> names,
      Map<String, AttributeValue> values) {}

  private Update update(PlannedItem item, String tag) {
    Map<String, AttributeValue> key = items.key(item);
    Map<String, AttributeValue> set = new HashMap<>(items.after(item, tag));
    set.keySet().removeAll(key.keySet());
    List<String> assignments = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    set.forEach(
        (name, value) -> {
          String number = Integer.toString(assignments.size());
          assignments.add("#n" + number + " = :v" + number);
          names.put("#n" + number, name);
          values.put(":v" + number, value);
        });
    return new Update(key, "SET " + String.join(", ", assignments), names, values);
  }

  /** A BatchGetItem. */
  public BatchGetItemRequest batchGet(PlannedRequest request) {
    return BatchGetItemRequest.builder()
        .requestItems(
            Map.of(
                tableName,
                KeysAndAttributes.builder()
                    .keys(request.items().stream().map(items::key).toList())
                    .consistentRead(isConsistent())
                    .build()))
        .build();
  }

  /** A BatchWriteItem of puts. */
  public BatchWriteItemRequest batchWrite(PlannedRequest request) {
    return BatchWriteItemRequest.builder()
        .requestItems(
            Map.of(
                tableName,
                request.items().stream()
                    .map(item -> items.after(item, tag(request)))
                    .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
                    .toList()))
        .build();
  }

  /** A TransactGetItems. */
  public TransactGetItemsRequest transactGet(PlannedRequest request) {
    return TransactGetItemsRequest.builder()
        .transactItems(
            request.items().stream()
                .map(items::key)
                .map(
                    key ->
                        TransactGetItem.builder()
                            .get(get -> get.tableName(tableName).key(key))
                            .build())
                .toList())
        .build();
  }

  /** A TransactWriteItems of puts. */
  public TransactWriteItemsRequest transactWrite(PlannedRequest request) {
    return TransactWriteItemsRequest.builder()
        .transactItems(
            request.items().stream()
                .map(item -> items.after(item, tag(request)))
                .map(
                    item ->
                        TransactWriteItem.builder()
                            .put(put -> put.tableName(tableName).item(item))
                            .build())
                .toList())
        .build();
  }

  /** A Query for a page of a partition key's items, those of the flow alone where names allow. */
  public QueryRequest query(PlannedRequest request) {
    String indexName = flow.indexName();
    KeyAttribute key = schema(indexName).getFirst();
    Map<String, String> names = new HashMap<>(Map.of("#k", key.attributeName()));
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":k", Items.value(key, Objects.requireNonNull(request.pageKey()))));
    String condition = "#k = :k";
    if (indexName == null
        && table.keySchema().size() > 1
        && table.keySchema().get(1).attributeType().equals("S")) {
      condition += " AND begins_with(#s, :s)";
      names.put("#s", table.keySchema().get(1).attributeName());
      values.put(":s", AttributeValue.fromS(flow.name() + "/"));
    }
    return QueryRequest.builder()
        .tableName(tableName)
        .indexName(indexName)
        .keyConditionExpression(condition)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .limit(flow.itemsPerRequest() == 0 ? null : Integer.valueOf(flow.itemsPerRequest()))
        .consistentRead(isConsistent())
        .build();
  }

  private List<KeyAttribute> schema(@Nullable String indexName) {
    return table.globalSecondaryIndexes().stream()
        .filter(index -> index.indexName().equals(indexName))
        .findFirst()
        .map(GlobalSecondaryIndex::keySchema)
        .orElse(table.keySchema());
  }

  /** A Scan for the next page of the segment whose turn it is. */
  public ScanRequest scan(PlannedRequest request) {
    int segments = segments();
    int segment = (int) (request.number() % segments);
    return ScanRequest.builder()
        .tableName(tableName)
        .indexName(flow.indexName())
        .segment(segment)
        .totalSegments(segments)
        .exclusiveStartKey(pageStarts.get(segment))
        .limit(flow.itemsPerRequest() == 0 ? null : Integer.valueOf(flow.itemsPerRequest()))
        .consistentRead(isConsistent())
        .build();
  }

  /** A page of a Scan was read. */
  public void scanned(ScanRequest request, Map<String, AttributeValue> lastKey) {
    if (lastKey.isEmpty()) {
      pageStarts.remove(request.segment());
    } else {
      pageStarts.put(request.segment(), lastKey);
    }
  }

  private int segments() {
    return flow.keys() instanceof Walk walk ? walk.segments() : 1;
  }

  /** An ExecuteStatement. */
  public ExecuteStatementRequest statement(PlannedRequest request) {
    PlannedItem item = request.items().getFirst();
    ExecuteStatementRequest.Builder builder = ExecuteStatementRequest.builder();
    String name = quoted(tableName);
    Map<String, AttributeValue> key = items.key(item);
    List<AttributeValue> parameters = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    key.forEach((attribute, value) -> conditions.add(quoted(attribute) + " = ?"));
    String where = " WHERE " + String.join(" AND ", conditions);
    switch (flow.action()) {
      case READ -> {
        builder.statement("SELECT * FROM " + name + where).consistentRead(isConsistent());
        parameters.addAll(key.values());
      }
      case PUT -> {
        Map<String, AttributeValue> all = items.after(item, tag(request));
        List<String> members = new ArrayList<>();
        all.forEach(
            (attribute, value) -> {
              members.add("'" + attribute.replace("'", "''") + "': ?");
              parameters.add(value);
            });
        builder.statement("INSERT INTO " + name + " VALUE {" + String.join(", ", members) + "}");
      }
      case UPDATE -> {
        StringBuilder text = new StringBuilder("UPDATE ").append(name);
        items
            .after(item, tag(request))
            .forEach(
                (attribute, value) -> {
                  if (!key.containsKey(attribute)) {
                    text.append(" SET ").append(quoted(attribute)).append(" = ?");
                    parameters.add(value);
                  }
                });
        parameters.addAll(key.values());
        builder.statement(text + where);
      }
      case DELETE -> {
        builder.statement("DELETE FROM " + name + where);
        parameters.addAll(key.values());
      }
    }
    return builder.parameters(parameters).build();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String tag(PlannedRequest request) {
    return request.number() + ".";
  }

  /**
   * The planned items that a request asks for: all of them, but of a batch that is sent again only
   * those that it still has.
   */
  public List<PlannedItem> askedFor(DynamoDbRequest sent, PlannedRequest planned) {
    List<Map<String, AttributeValue>> left =
        switch (sent) {
          case BatchGetItemRequest get ->
              get.requestItems().values().stream().flatMap(keys -> keys.keys().stream()).toList();
          case BatchWriteItemRequest write ->
              write.requestItems().values().stream()
                  .flatMap(List::stream)
                  .map(each -> each.putRequest().item())
                  .toList();
          default -> List.of();
        };
    if (left.isEmpty() || left.size() == planned.items().size()) {
      return planned.items();
    }
    Set<List<@Nullable String>> places = new HashSet<>();
    left.forEach(each -> places.add(place(each)));
    return planned.items().stream()
        .filter(item -> places.contains(place(items.key(item))))
        .toList();
  }

  private List<@Nullable String> place(Map<String, AttributeValue> item) {
    List<@Nullable String> place = new ArrayList<>();
    table.keySchema().forEach(key -> place.add(Items.text(item.get(key.attributeName()))));
    return place;
  }
}
