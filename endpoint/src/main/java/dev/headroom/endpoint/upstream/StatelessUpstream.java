package dev.headroom.endpoint.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Stores nothing: every write succeeds, and every read finds an item of one size. For tests of
 * capacity alone, at rates that no store on the same machine would reach. Thread-safe.
 */
public final class StatelessUpstream implements Upstream {

  /** The smallest item that it can find. Unit: bytes. */
  public static final int MIN_ITEM_BYTES = 8;

  private static final String MODEL = "com.amazonaws.dynamodb.v20120810#";
  private static final String PAYLOAD = "payload";
  private static final Answer NOTHING = Answer.json(200, "{}");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, ObjectNode> tables = new ConcurrentSkipListMap<>();
  private final Answer itemAnswer;
  private final Answer pageAnswer;

  /**
   * An upstream whose items all have one size.
   *
   * @param itemSizeBytes size of an item that is read, at least {@link #MIN_ITEM_BYTES}
   */
  public StatelessUpstream(int itemSizeBytes) {
    String payload = "x".repeat(Math.max(1, itemSizeBytes - PAYLOAD.length()));
    String item = "{\"" + PAYLOAD + "\":{\"S\":\"" + payload + "\"}}";
    this.itemAnswer = Answer.json(200, "{\"Item\":" + item + "}");
    this.pageAnswer = Answer.json(200, "{\"Count\":1,\"Items\":[" + item + "],\"ScannedCount\":1}");
  }

  @Override
  public Answer send(Request origin, @Nullable String target, byte[] body)
      throws UpstreamException {
    String operation = target == null ? "" : target.substring(target.lastIndexOf('.') + 1);
    return switch (operation) {
      case "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems" -> NOTHING;
      case "GetItem" -> itemAnswer;
      case "Query", "Scan" -> pageAnswer;
      case "BatchWriteItem" -> Answer.json(200, "{\"UnprocessedItems\":{}}");
      case "BatchGetItem" -> Answer.json(200, "{\"Responses\":{},\"UnprocessedKeys\":{}}");
      case "TransactGetItems" -> Answer.json(200, "{\"Responses\":[]}");
      case "ListTables" -> listTables();
      case "CreateTable", "UpdateTable", "DescribeTable", "DeleteTable" ->
          tables(operation, request(body));
      default ->
          error(
              "com.amazon.coral.service#UnknownOperationException",
              operation + " is not answered without a store");
    };
  }

  private static JsonNode request(byte[] body) throws UpstreamException {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UpstreamException("the request is no JSON", e);
    }
  }

  private Answer listTables() {
    ArrayNode names = MAPPER.createArrayNode();
    tables.keySet().forEach(names::add);
    return Answer.json(200, MAPPER.createObjectNode().set("TableNames", names).toString());
  }

  private Answer tables(String operation, JsonNode request) {
    String name = request.path("TableName").asText();
    if (operation.equals("CreateTable")) {
      ObjectNode made = describe(name, request);
      return tables.putIfAbsent(name, made) == null
          ? described("TableDescription", made)
          : error(MODEL + "ResourceInUseException", "Cannot create preexisting table");
    }
    ObjectNode table = tables.get(name);
    if (table == null) {
      return error(
          MODEL + "ResourceNotFoundException", "Cannot do operations on a non-existent table");
    }
    return switch (operation) {
      case "DescribeTable" -> described("Table", table);
      case "DeleteTable" ->
          described("TableDescription", Objects.requireNonNull(tables.remove(name)));
      default -> {
        ObjectNode changed = table.deepCopy();
        copy(request, changed);
        tables.put(name, changed);
        yield described("TableDescription", changed);
      }
    };
  }

  private static ObjectNode describe(String name, JsonNode request) {
    ObjectNode table = MAPPER.createObjectNode();
    for (String member :
        new String[] {
          "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"
        }) {
      if (request.has(member)) {
        table.set(member, request.get(member));
      }
    }
    table
        .put("TableName", name)
        .put("TableStatus", "ACTIVE")
        .put("CreationDateTime", Instant.now().getEpochSecond())
        .put("TableArn", "arn:aws:dynamodb:us-east-1:000000000000:table/" + name)
        .put("ItemCount", 0)
        .put("TableSizeBytes", 0);
    copy(request, table);
    return table;
  }

  private static void copy(JsonNode request, ObjectNode table) {
    for (String member :
        new String[] {"ProvisionedThroughput", "OnDemandThroughput", "WarmThroughput"}) {
      if (request.has(member)) {
        table.set(member, request.get(member));
      }
    }
    if (request.has("BillingMode")) {
      table.putObject("BillingModeSummary").set("BillingMode", request.get("BillingMode"));
    }
  }

  private static Answer described(String member, ObjectNode table) {
    return Answer.json(200, MAPPER.createObjectNode().set(member, table).toString());
  }

  private static Answer error(String type, String message) {
    return Answer.json(
        400, MAPPER.createObjectNode().put("__type", type).put("message", message).toString());
  }

  @Override
  public String description() {
    return "none: nothing is stored";
  }

  @Override
  public void close() {}
}
