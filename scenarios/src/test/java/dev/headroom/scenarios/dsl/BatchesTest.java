package dev.headroom.scenarios.dsl;

import static dev.headroom.scenarios.dsl.DynamoDbDsl.attributes;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.items;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scenarios.testing.Recording;
import dev.headroom.scenarios.testing.StubDynamoDb;
import dev.headroom.scenarios.testing.VirtualUser;
import dev.headroom.scenarios.testing.VirtualUser.Logged;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Without these a batch that was throttled in part would count as done, because the service answers
 * it with 200.
 */
final class BatchesTest {

  private static final String UNPROCESSED_B =
      """
      {"UnprocessedItems": {"orders": [{"PutRequest": {"Item": {"id": {"S": "b"}}}}]},
       "ConsumedCapacity": [{"TableName": "orders", "CapacityUnits": 1.0}]}
      """;

  private final StubDynamoDb server = new StubDynamoDb();
  private final Recording recording = new Recording();
  private final VirtualUser user =
      VirtualUser.of(
          dynamoDb()
              .region("eu-west-1")
              .endpoint(server.url())
              .credentials("id", "secret")
              .listener(recording));

  @AfterEach
  void close() {
    user.close();
    server.close();
  }

  private static BatchWriteItemActionBuilder importOrders() {
    return dynamoDb("import")
        .batchWriteItem()
        .put("orders", attributes("id", "a"))
        .put("orders", attributes("id", "b"));
  }

  @Test
  void batchWrite_partlyProcessed_isKoWithAStatusOfItsOwn() {
    server.answers(200, UNPROCESSED_B);

    assertThat(user.execute(importOrders()).isFailed()).isTrue();

    assertThat(user.responses())
        .containsExactly(
            new Logged(
                "import",
                "KO",
                Optional.of("UnprocessedItems"),
                Optional.of("UnprocessedItems: orders")));
  }

  @Test
  void batchWrite_partlyProcessedAsExpected_isOk() {
    server.answers(200, UNPROCESSED_B);

    user.execute(importOrders().check(status().in("200", "UnprocessedItems")));

    assertThat(user.responses())
        .containsExactly(
            new Logged("import", "OK", Optional.of("UnprocessedItems"), Optional.empty()));
  }

  @Test
  void batchWrite_resent_sendsOnlyTheRestAndCountsAsOneRequest() {
    server.answers(200, UNPROCESSED_B);

    user.execute(importOrders().resendUnprocessed(3));

    assertThat(user.responses())
        .containsExactly(new Logged("import", "OK", Optional.of("200"), Optional.empty()));
    assertThat(recording.calls()).extracting(Call::resend).containsExactly(0, 1);
    assertThat(server.received().get(1).body()).contains("\"b\"").doesNotContain("\"a\"");
  }

  @Test
  void batchWrite_resentInVain_givesUpAfterAsManyTimes() {
    server.answers(200, UNPROCESSED_B).answers(200, UNPROCESSED_B).answers(200, UNPROCESSED_B);
    List<Integer> pauses = new CopyOnWriteArrayList<>();

    user.execute(
        importOrders()
            .resendUnprocessed(
                2,
                resend -> {
                  pauses.add(resend);
                  return Duration.ofMillis(1);
                }));

    assertThat(pauses).containsExactly(1, 2);
    assertThat(server.received()).hasSize(3);
    assertThat(user.responses().getFirst().code()).contains("UnprocessedItems");
  }

  @Test
  void batchGet_resent_hasItemsOfAllAnswers() {
    server
        .answers(
            200,
            """
            {"Responses": {"orders": [{"id": {"S": "a"}}]},
             "UnprocessedKeys": {"orders": {"Keys": [{"id": {"S": "b"}}]}}}
            """)
        .answers(200, "{\"Responses\": {\"orders\": [{\"id\": {\"S\": \"b\"}}]}}");

    Session after =
        user.execute(
            dynamoDb("carts")
                .batchGetItem()
                .get("orders", attributes("id", "a"))
                .get("orders", attributes("id", "b"))
                .resendUnprocessed(1)
                .check(items().attribute("id").findAll().saveAs("ids")));

    assertThat(after.<Object>getList("ids")).containsExactly("a", "b");
  }

  @Test
  void batchGet_partlyProcessed_isUnprocessedKeys() {
    server.answers(
        200, "{\"UnprocessedKeys\": {\"orders\": {\"Keys\": [{\"id\": {\"S\": \"b\"}}]}}}");

    user.execute(dynamoDb("carts").batchGetItem().get("orders", attributes("id", "b")));

    assertThat(user.responses().getFirst().message()).contains("UnprocessedKeys: orders");
  }

  @Test
  void batchStatement_withErrors_isKo() {
    server.answers(
        200,
        """
        {"Responses": [{"TableName": "orders"},
          {"Error": {"Code": "ThrottlingError", "Message": "m"}}, {"Error": {"Code": "ThrottlingError"}}]}
        """);

    user.execute(dynamoDb("touch").batchExecuteStatement().statement("UPDATE orders SET n = 1"));

    assertThat(user.responses())
        .containsExactly(
            new Logged(
                "touch",
                "KO",
                Optional.of("BatchStatementError"),
                Optional.of("BatchStatementError: ThrottlingError")));
  }
}
