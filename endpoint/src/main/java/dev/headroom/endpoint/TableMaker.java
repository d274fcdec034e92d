package dev.headroom.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.service.ThrottledService;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes tables as any client would, through the endpoint itself. */
final class TableMaker implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI endpoint;
  private final HttpClient client = HttpClient.newHttpClient();

  TableMaker(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Makes a table, unless the store has it, and has it served in its declared state.
   *
   * @throws IOException if the store refuses
   */
  void make(DeclaredTable declared, ThrottledService service) throws IOException {
    String arn = make(declared.table());
    service.create(declared.table(), arn, declared.state(), declared.indexPartitions());
  }

  /**
   * The same at a time of day.
   *
   * @param clock what the table's clock shows now
   */
  void make(DeclaredTable declared, ThrottledService service, Instant clock) throws IOException {
    String arn = make(declared.table());
    service.create(declared.table(), arn, declared.state(), declared.indexPartitions(), clock);
  }

  /**
   * Makes a table, unless the store has it.
   *
   * @return its Amazon Resource Name
   * @throws IOException if the store refuses
   */
  String make(Table table) throws IOException {
    JsonNode made = send("CreateTable", request(table));
    if (made.path("__type").asText().endsWith("#ResourceInUseException")) {
      made = send("DescribeTable", MAPPER.createObjectNode().put("TableName", table.name()));
    }
    if (made.has("__type")) {
      throw new IOException(
          "the store refuses table %s: %s"
              .formatted(table.name(), made.path("message").asText(made.path("__type").asText())));
    }
    JsonNode description = made.path("TableDescription");
    return (description.isMissingNode() ? made.path("Table") : description)
        .path("TableArn")
        .asText("arn:aws:dynamodb:us-east-1:000000000000:table/" + table.name());
  }

  private JsonNode send(String operation, ObjectNode request) throws IOException {
    HttpRequest http =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=headroom/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host, Signature=none")
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
            .build();
    try {
      return MAPPER.readTree(client.send(http, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static ObjectNode request(Table table) {
    ObjectNode request = MAPPER.createObjectNode().put("TableName", table.name());
    request.set("AttributeDefinitions", definitions(table));
    request.set("KeySchema", keySchema(table.keySchema()));
    capacity(request, table.capacity());
    request.put(
        "BillingMode",
        table.capacity() instanceof CapacityMode.Provisioned ? "PROVISIONED" : "PAY_PER_REQUEST");
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      ObjectNode made = request.withArray("/GlobalSecondaryIndexes").addObject();
      index(made, index.indexName(), index.keySchema(), index.projection());
      capacity(made, index.capacity());
    }
    for (LocalSecondaryIndex index : table.localSecondaryIndexes()) {
      ObjectNode made = request.withArray("/LocalSecondaryIndexes").addObject();
      index(made, index.indexName(), index.keySchema(), index.projection());
    }
    return request;
  }

  private static ArrayNode definitions(Table table) {
    List<KeyAttribute> keys = new ArrayList<>(table.keySchema());
    table.globalSecondaryIndexes().forEach(index -> keys.addAll(index.keySchema()));
    table.localSecondaryIndexes().forEach(index -> keys.addAll(index.keySchema()));
    Map<String, String> types = new LinkedHashMap<>();
    keys.forEach(key -> types.putIfAbsent(key.attributeName(), key.attributeType()));
    ArrayNode definitions = MAPPER.createArrayNode();
    types.forEach(
        (name, type) ->
            definitions.addObject().put("AttributeName", name).put("AttributeType", type));
    return definitions;
  }

  private static ArrayNode keySchema(List<KeyAttribute> keys) {
    ArrayNode schema = MAPPER.createArrayNode();
    keys.forEach(
        key ->
            schema
                .addObject()
                .put("AttributeName", key.attributeName())
                .put("KeyType", key.keyType().name()));
    return schema;
  }

  private static void index(
      ObjectNode made, String name, List<KeyAttribute> keys, Projection projection) {
    made.put("IndexName", name);
    made.set("KeySchema", keySchema(keys));
    ObjectNode projected = made.putObject("Projection");
    projected.put("ProjectionType", projection.type().name());
    if (projection.type() == Projection.Type.INCLUDE) {
      projection.nonKeyAttributes().forEach(projected.putArray("NonKeyAttributes")::add);
    }
  }

  private static void capacity(ObjectNode made, CapacityMode mode) {
    if (mode instanceof CapacityMode.Provisioned provisioned) {
      made.putObject("ProvisionedThroughput")
          .put("ReadCapacityUnits", provisioned.readCapacityUnits())
          .put("WriteCapacityUnits", provisioned.writeCapacityUnits());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
