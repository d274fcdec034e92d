package dev.headroom.scenarios.dsl;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.attemptInterceptor;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.attributes;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.consumedCapacity;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.count;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.item;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.items;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.lastEvaluatedKey;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.response;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.scannedCount;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.headroom.scenarios.testing.StubDynamoDb;
import dev.headroom.scenarios.testing.VirtualUser;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes down every public method of the DSL as a Gatling user would, so that none can vanish or
 * change unseen, and compares what is sent: a member that is set in vain would make another load
 * than the one that was written.
 */
final class DslTest {

  private static final StubDynamoDb SERVER = new StubDynamoDb();
  private static final VirtualUser USER =
      VirtualUser.of(
          dynamoDb()
              .region("eu-west-1")
              .endpoint(SERVER.url())
              .credentials("id", "secret")
              .returnConsumedCapacity(ReturnConsumedCapacity.NONE));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("a"));
  private static final Map<String, Object> SESSION =
      Map.of("id", "a", "n", 5, "table", "orders", "last", KEY, "token", "t-1");

  @AfterAll
  static void close() {
    USER.close();
    SERVER.close();
  }

  private static Arguments sent(String operation, ActionBuilder step, String body) {
    return arguments(named(operation, step), operation, body);
  }

  static Stream<Arguments> steps() {
    return Stream.of(
            reads(), writes(), pages(), batches(), transactions(), statements(), functions())
        .flatMap(List::stream);
  }

  private static List<Arguments> reads() {
    return List.of(
        sent(
            "GetItem",
            dynamoDb("r")
                .getItem("#{table}")
                .key("id", "#{id}")
                .key("n", 7)
                .key("even", session -> session.getInt("n") * 2)
                .key(attributes("more", "#{id}"))
                .projection("#s, #{id}")
                .name("#s", "status")
                .consistentRead(),
            """
            {"TableName": "orders", "ConsistentRead": true, "ProjectionExpression": "#s, a",
             "Key": {"id": {"S": "a"}, "n": {"N": "7"}, "even": {"N": "10"}, "more": {"S": "a"}},
             "ExpressionAttributeNames": {"#s": "status"}}
            """),
        sent(
            "GetItem",
            dynamoDb(session -> "r")
                .getItem("orders")
                .key("id", "#{id}")
                .configure((session, get) -> get.consistentRead(session.getInt("n") == 5))
                .check(status().is("200"))
                .check(List.<CheckBuilder>of(item().notExists())),
            """
            {"TableName": "orders", "Key": {"id": {"S": "a"}}, "ConsistentRead": true}
            """));
  }

  private static List<Arguments> writes() {
    return List.of(
        sent(
            "PutItem",
            dynamoDb("w")
                .putItem("orders")
                .attribute("id", "#{id}")
                .attribute("lines", List.of(Map.of("n", "#{n}"), true))
                .attribute("total", session -> 1.5)
                .item(attributes("tags", Set.of("new")).with("bytes", new byte[] {1}))
                .condition("attribute_not_exists(#i) OR n < :n")
                .name("#i", "id")
                .values(attributes(":n", 9))
                .returnValues(ReturnValue.ALL_OLD),
            """
            {"TableName": "orders", "ReturnValues": "ALL_OLD",
             "Item": {"id": {"S": "a"}, "lines": {"L": [{"M": {"n": {"N": "5"}}}, {"BOOL": true}]},
               "total": {"N": "1.5"}, "tags": {"SS": ["new"]}, "bytes": {"B": "AQ=="}},
             "ConditionExpression": "attribute_not_exists(#i) OR n < :n",
             "ExpressionAttributeNames": {"#i": "id"}, "ExpressionAttributeValues": {":n": {"N": "9"}}}
            """),
        sent(
            "UpdateItem",
            dynamoDb("w")
                .updateItem("orders")
                .key(attributes("id", "#{id}"))
                .update("SET #s = :s ADD n :n")
                .condition("#s <> :old")
                .name("#s", "status")
                .value(":s", "PAID")
                .value(":n", 1)
                .value(":old", session -> session.getString("id"))
                .values(attributes(":unused", "x"))
                .returnValues(ReturnValue.UPDATED_NEW),
            """
            {"TableName": "orders", "Key": {"id": {"S": "a"}}, "UpdateExpression": "SET #s = :s ADD n :n",
             "ConditionExpression": "#s <> :old", "ExpressionAttributeNames": {"#s": "status"},
             "ExpressionAttributeValues": {":s": {"S": "PAID"}, ":n": {"N": "1"}, ":old": {"S": "a"},
               ":unused": {"S": "x"}},
             "ReturnValues": "UPDATED_NEW"}
            """),
        sent(
            "DeleteItem",
            dynamoDb("w")
                .deleteItem("orders")
                .key(attributes(session -> Map.of("id", session.getString("id"))))
                .condition("#n = :n OR #n = :m")
                .name("#n", "n")
                .value(":n", "#{n}")
                .values(attributes(":m", 6))
                .returnValues(ReturnValue.ALL_OLD),
            """
            {"TableName": "orders", "Key": {"id": {"S": "a"}}, "ConditionExpression": "#n = :n OR #n = :m",
             "ExpressionAttributeNames": {"#n": "n"},
             "ExpressionAttributeValues": {":n": {"N": "5"}, ":m": {"N": "6"}}, "ReturnValues": "ALL_OLD"}
            """));
  }

  private static List<Arguments> pages() {
    return List.of(
        sent(
            "Query",
            dynamoDb("q")
                .query("orders")
                .index("by-#{id}")
                .keyCondition("pk = :pk")
                .filter("#n > :n")
                .projection("id")
                .name("#n", "n")
                .value(":pk", "#{id}")
                .values(attributes(":n", 3))
                .consistentRead()
                .limit(10)
                .descending()
                .startFrom(attributes(session -> session.<Map<String, ?>>get("last"))),
            """
            {"TableName": "orders", "IndexName": "by-a", "KeyConditionExpression": "pk = :pk",
             "FilterExpression": "#n > :n", "ProjectionExpression": "id",
             "ExpressionAttributeNames": {"#n": "n"},
             "ExpressionAttributeValues": {":pk": {"S": "a"}, ":n": {"N": "3"}}, "ConsistentRead": true,
             "Limit": 10, "ScanIndexForward": false, "ExclusiveStartKey": {"id": {"S": "a"}}}
            """),
        sent(
            "Scan",
            dynamoDb("s")
                .scan("orders")
                .index("by-status")
                .filter("#n > :n")
                .projection("id")
                .name("#n", "n")
                .values(attributes(":n", 3))
                .consistentRead()
                .limit(100)
                .segment(1, 4)
                .startFrom(attributes(session -> Map.of())),
            """
            {"TableName": "orders", "IndexName": "by-status", "FilterExpression": "#n > :n",
             "ProjectionExpression": "id", "ExpressionAttributeNames": {"#n": "n"},
             "ExpressionAttributeValues": {":n": {"N": "3"}}, "ConsistentRead": true, "Limit": 100,
             "Segment": 1, "TotalSegments": 4}
            """));
  }

  private static List<Arguments> batches() {
    return List.of(
        sent(
            "BatchGetItem",
            dynamoDb("b")
                .batchGetItem()
                .get("orders", attributes("id", "#{id}"))
                .get("carts", attributes("n", 1))
                .get("#{table}", attributes("id", session -> "b"))
                .resendUnprocessed(2)
                .resendUnprocessed(2, resend -> Duration.ofMillis(resend)),
            """
            {"RequestItems": {"orders": {"Keys": [{"id": {"S": "a"}}, {"id": {"S": "b"}}]},
              "carts": {"Keys": [{"n": {"N": "1"}}]}}}
            """),
        sent(
            "BatchWriteItem",
            dynamoDb("b")
                .batchWriteItem()
                .put("orders", attributes("id", "#{id}").with("n", 1).with("s", session -> "t"))
                .delete("orders", attributes("id", "b").with(attributes("n", 2)))
                .resendUnprocessed(0, resend -> Duration.ZERO),
            """
            {"RequestItems": {"orders": [
              {"PutRequest": {"Item": {"id": {"S": "a"}, "n": {"N": "1"}, "s": {"S": "t"}}}},
              {"DeleteRequest": {"Key": {"id": {"S": "b"}, "n": {"N": "2"}}}}]}}
            """));
  }

  private static List<Arguments> transactions() {
    return List.of(
        sent(
            "TransactGetItems",
            dynamoDb("t")
                .transactGetItems()
                .get("orders", attributes("id", "#{id}").with("sk", "#{n}"))
                .get(session -> Get.builder().tableName("carts").key(KEY).build()),
            """
            {"TransactItems": [{"Get": {"TableName": "orders", "Key": {"id": {"S": "a"}, "sk": {"N": "5"}}}},
              {"Get": {"TableName": "carts", "Key": {"id": {"S": "a"}}}}]}
            """),
        sent(
            "TransactWriteItems",
            dynamoDb("t")
                .transactWriteItems()
                .put("orders", attributes("id", "#{id}"))
                .put(session -> Put.builder().tableName("p").item(KEY).build())
                .update("orders", attributes("id", "b"), "ADD n :n", attributes(":n", 1))
                .update(session -> Update.builder().tableName("u").key(KEY).build())
                .delete("orders", attributes("id", "c"))
                .delete(session -> Delete.builder().tableName("d").key(KEY).build())
                .conditionCheck(session -> ConditionCheck.builder().tableName("c").key(KEY).build())
                .clientRequestToken("#{token}"),
            """
            {"ClientRequestToken": "t-1", "TransactItems": [
              {"Put": {"TableName": "orders", "Item": {"id": {"S": "a"}}}},
              {"Put": {"TableName": "p", "Item": {"id": {"S": "a"}}}},
              {"Update": {"TableName": "orders", "Key": {"id": {"S": "b"}}, "UpdateExpression": "ADD n :n",
                "ExpressionAttributeValues": {":n": {"N": "1"}}}},
              {"Update": {"TableName": "u", "Key": {"id": {"S": "a"}}}},
              {"Delete": {"TableName": "orders", "Key": {"id": {"S": "c"}}}},
              {"Delete": {"TableName": "d", "Key": {"id": {"S": "a"}}}},
              {"ConditionCheck": {"TableName": "c", "Key": {"id": {"S": "a"}}}}]}
            """));
  }

  private static List<Arguments> statements() {
    return List.of(
        sent(
            "ExecuteStatement",
            dynamoDb("p")
                .executeStatement("SELECT * FROM #{table} WHERE id = ?")
                .parameters("#{id}", 1)
                .consistentRead()
                .limit(3)
                .nextToken("#{token}"),
            """
            {"Statement": "SELECT * FROM orders WHERE id = ?", "Parameters": [{"S": "a"}, {"N": "1"}],
             "ConsistentRead": true, "Limit": 3, "NextToken": "t-1"}
            """),
        sent(
            "BatchExecuteStatement",
            dynamoDb("p")
                .batchExecuteStatement()
                .statement("SELECT * FROM orders WHERE id = ?", "#{id}")
                .statement("SELECT * FROM carts"),
            """
            {"Statements": [{"Statement": "SELECT * FROM orders WHERE id = ?", "Parameters": [{"S": "a"}]},
              {"Statement": "SELECT * FROM carts"}]}
            """),
        sent(
            "ExecuteTransaction",
            dynamoDb("p")
                .executeTransaction()
                .statement("DELETE FROM orders WHERE id = ?", "#{id}")
                .clientRequestToken("#{token}"),
            """
            {"TransactStatements": [{"Statement": "DELETE FROM orders WHERE id = ?", "Parameters": [{"S": "a"}]}],
             "ClientRequestToken": "t-1"}
            """));
  }

  /** The same operations as functions of the session. */
  private static List<Arguments> functions() {
    String keyed = "{\"TableName\": \"orders\", \"Key\": {\"id\": {\"S\": \"a\"}}}";
    return List.of(
        sent(
            "GetItem",
            dynamoDb("f")
                .getItem(s -> GetItemRequest.builder().tableName("orders").key(KEY).build()),
            keyed),
        sent(
            "PutItem",
            dynamoDb("f")
                .putItem(
                    s ->
                        PutItemRequest.builder().tableName(s.getString("table")).item(KEY).build()),
            "{\"TableName\": \"orders\", \"Item\": {\"id\": {\"S\": \"a\"}}}"),
        sent(
            "UpdateItem",
            dynamoDb("f")
                .updateItem(s -> UpdateItemRequest.builder().tableName("orders").key(KEY).build()),
            keyed),
        sent(
            "DeleteItem",
            dynamoDb("f")
                .deleteItem(s -> DeleteItemRequest.builder().tableName("orders").key(KEY).build()),
            keyed),
        sent(
            "Query",
            dynamoDb("f")
                .query(
                    s -> QueryRequest.builder().tableName("orders").select(Select.COUNT).build()),
            "{\"TableName\": \"orders\", \"Select\": \"COUNT\"}"),
        sent(
            "Scan",
            dynamoDb("f").scan(s -> ScanRequest.builder().tableName("orders").build()).limit(2),
            "{\"TableName\": \"orders\", \"Limit\": 2}"),
        sent(
            "BatchGetItem",
            dynamoDb("f")
                .batchGetItem(
                    s ->
                        BatchGetItemRequest.builder()
                            .requestItems(
                                Map.of(
                                    "orders",
                                    KeysAndAttributes.builder().keys(List.of(KEY)).build()))
                            .build()),
            "{\"RequestItems\": {\"orders\": {\"Keys\": [{\"id\": {\"S\": \"a\"}}]}}}"),
        sent(
            "BatchWriteItem",
            dynamoDb("f")
                .batchWriteItem(
                    s ->
                        BatchWriteItemRequest.builder()
                            .requestItems(
                                Map.of(
                                    "orders",
                                    List.of(
                                        WriteRequest.builder()
                                            .deleteRequest(d -> d.key(KEY))
                                            .build())))
                            .build()),
            "{\"RequestItems\": {\"orders\": [{\"DeleteRequest\": {\"Key\": {\"id\": {\"S\": \"a\"}}}}]}}"),
        sent(
            "TransactGetItems",
            dynamoDb("f")
                .transactGetItems(
                    s ->
                        TransactGetItemsRequest.builder()
                            .transactItems(
                                TransactGetItem.builder()
                                    .get(g -> g.tableName("orders").key(KEY))
                                    .build())
                            .build()),
            "{\"TransactItems\": [{\"Get\": " + keyed + "}]}"),
        sent(
            "TransactWriteItems",
            dynamoDb("f")
                .transactWriteItems(
                    s ->
                        TransactWriteItemsRequest.builder()
                            .clientRequestToken("t")
                            .transactItems(
                                TransactWriteItem.builder()
                                    .delete(d -> d.tableName("orders").key(KEY))
                                    .build())
                            .build()),
            "{\"ClientRequestToken\": \"t\", \"TransactItems\": [{\"Delete\": " + keyed + "}]}"),
        sent(
            "ExecuteStatement",
            dynamoDb("f")
                .executeStatement(s -> ExecuteStatementRequest.builder().statement("S").build()),
            "{\"Statement\": \"S\"}"),
        sent(
            "BatchExecuteStatement",
            dynamoDb("f")
                .batchExecuteStatement(
                    s ->
                        BatchExecuteStatementRequest.builder()
                            .statements(BatchStatementRequest.builder().statement("S").build())
                            .build()),
            "{\"Statements\": [{\"Statement\": \"S\"}]}"),
        sent(
            "ExecuteTransaction",
            dynamoDb("f")
                .executeTransaction(
                    s ->
                        ExecuteTransactionRequest.builder()
                            .clientRequestToken("t")
                            .transactStatements(
                                ParameterizedStatement.builder().statement("S").build())
                            .build()),
            "{\"ClientRequestToken\": \"t\", \"TransactStatements\": [{\"Statement\": \"S\"}]}"));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void step_executed_sendsWhatWasWritten(ActionBuilder step, String operation, String body)
      throws Exception {
    int before = SERVER.received().size();

    USER.execute(step, SESSION);

    assertThat(USER.crashes()).isEmpty();
    StubDynamoDb.Received received = SERVER.received().get(before);
    assertThat(received.target()).isEqualTo("DynamoDB_20120810." + operation);
    ObjectNode sent = (ObjectNode) JSON.readTree(received.body());
    assertThat(sent.remove("ReturnConsumedCapacity").textValue()).isEqualTo("NONE");
    assertThat(sent).isEqualTo(JSON.readTree(body));
  }

  @Test
  void checks_ofEveryKind_canBeWritten() {
    List<CheckBuilder> checks =
        List.of(
            status().not("ValidationException"),
            item().exists(),
            item().attribute("status").is("PAID"),
            item().attribute("address", "city").saveAs("city"),
            item().attribute("n").ofLong().gte(3L),
            item().attribute("n").ofDouble().lt(3.5),
            item().attribute("paid").ofBoolean().is(true),
            item().attribute("id").ofValue().saveAs("key"),
            items().count().is(3),
            items().attribute("id").findRandom().saveAs("id"),
            count().gt(0),
            scannedCount().is(10),
            lastEvaluatedKey().withDefault(Map.of()).saveAs("last"),
            consumedCapacity().lte(2.0),
            response(GetItemResponse.class, GetItemResponse::hasItem).is(true));

    assertThat(dynamoDb("r").getItem("orders").check(checks)).isNotNull();
  }

  @Test
  void protocol_ofEverySetting_canBeWritten() {
    DynamoDbProtocolBuilder protocol =
        dynamoDb()
            .region("eu-west-1")
            .endpoint("http://127.0.0.1:8000")
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .credentials("id", "secret")
            .retryMode(RetryMode.STANDARD)
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .maxConcurrency(100)
            .apiCallTimeout(Duration.ofSeconds(2))
            .apiCallAttemptTimeout(Duration.ofSeconds(1))
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .listener(new Everything());
    try (DynamoDbAsyncClient client =
        DynamoDbAsyncClient.builder()
            .region(Region.EU_WEST_1)
            .httpClientBuilder(NettyNioAsyncHttpClient.builder())
            .overrideConfiguration(o -> o.addExecutionInterceptor(attemptInterceptor()))
            .build()) {
      assertThat(protocol.client(client).protocol()).isNotSameAs(protocol.protocol());
    }
  }

  /** A listener that looks at everything. */
  private static final class Everything implements DynamoDbListener {

    @Override
    public void attemptStarted(Call call, int attempt, long nanoTime) {
      DynamoDbListener.super.attemptStarted(call, attempt, nanoTime);
      look(call.requestName(), call.session(), call.request(), call.resend());
    }

    @Override
    public void attemptEnded(Call call, Attempt attempt) {
      DynamoDbListener.super.attemptEnded(call, attempt);
      look(attempt.number(), attempt.startedNanos(), attempt.endedNanos(), attempt.httpStatus());
      look(attempt.errorCode(), attempt.throttlingReasons(), attempt.cancellationReasons());
      look(attempt.consumedCapacity());
    }

    @Override
    public void callEnded(Call call, CallResult result) {
      DynamoDbListener.super.callEnded(call, result);
      look(result.startedNanos(), result.endedNanos(), result.attempts());
      look(result.response(), result.failure());
    }

    private void look(@Nullable Object... values) {
      assertThat(values).isNotNull();
    }
  }

  @Test
  void publicMethods_allOfThem_areWrittenDownInThisTest() {
    JavaClasses all = new ClassFileImporter().importPackages("dev.headroom.scenarios.dsl");
    Set<String> written =
        Stream.of(DslTest.class, Everything.class)
            .map(all::get)
            .flatMap(DslTest::accesses)
            .collect(Collectors.toSet());

    Set<String> missing =
        all.stream()
            .filter(DslTest::isForUsers)
            .flatMap(type -> type.getMethods().stream())
            .filter(DslTest::isForUsers)
            .map(JavaMethod::getFullName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).hasSizeGreaterThan(100);
    missing.removeAll(written);

    assertThat(missing).isEmpty();
  }

  private static boolean isForUsers(JavaClass type) {
    return type.getModifiers().contains(PUBLIC)
        && type.getSource().stream()
            .noneMatch(source -> source.getUri().getPath().contains("/test-classes/"))
        && type.getEnclosingClass().map(DslTest::isForUsers).orElse(true);
  }

  private static boolean isForUsers(JavaMethod method) {
    return method.getModifiers().contains(PUBLIC)
        && !method.getModifiers().contains(SYNTHETIC)
        && !method.getModifiers().contains(ABSTRACT)
        && !Set.of("equals", "hashCode", "toString", "asScala").contains(method.getName());
  }

  /** The methods that a class names, where they are declared. */
  private static Stream<String> accesses(JavaClass type) {
    return Stream.concat(
            type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
        .map(JavaAccess::getTarget)
        .flatMap(target -> target.resolveMember().stream())
        .map(JavaMember::getFullName);
  }
}
