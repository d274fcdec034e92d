package dev.headroom.scenarios.dsl;

import static dev.headroom.scenarios.dsl.DynamoDbDsl.consumedCapacity;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.count;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.item;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.items;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.lastEvaluatedKey;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.response;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.scannedCount;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.status;
import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scenarios.testing.StubDynamoDb;
import dev.headroom.scenarios.testing.VirtualUser;
import dev.headroom.scenarios.testing.VirtualUser.Logged;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Without these a wrong answer could pass for a right one, or a value not reach the next step. */
final class ChecksTest {

  private static final StubDynamoDb SERVER = new StubDynamoDb();
  private static final VirtualUser USER =
      VirtualUser.of(
          dynamoDb()
              .region("eu-west-1")
              .endpoint(SERVER.url())
              .credentials("id", "secret")
              .retryMode(RetryMode.STANDARD));

  @AfterAll
  static void close() {
    USER.close();
    SERVER.close();
  }

  @BeforeEach
  void forget() {
    USER.responses().clear();
    USER.crashes().clear();
  }

  private static GetItemActionBuilder get() {
    SERVER.answers(
        200,
        """
        {"Item": {"id": {"S": "o-1"}, "total": {"N": "12"}, "paid": {"BOOL": true},
           "address": {"M": {"city": {"S": "Oslo"}}}},
         "ConsumedCapacity": {"TableName": "orders", "CapacityUnits": 0.5}}
        """);
    return dynamoDb("order").getItem("orders").key("id", "o-1");
  }

  private static QueryActionBuilder query() {
    SERVER.answers(
        200,
        """
        {"Items": [{"id": {"S": "a"}, "n": {"N": "1"}}, {"id": {"S": "b"}}], "Count": 2, "ScannedCount": 9,
         "LastEvaluatedKey": {"id": {"S": "b"}}}
        """);
    return dynamoDb("orders").query("orders").keyCondition("pk = :pk").value(":pk", 1);
  }

  @Test
  void saveAs_valuesOfAnItem_reachTheSession() {
    Session after =
        USER.execute(
            get()
                .check(
                    item().attribute("id").saveAs("id"),
                    item().attribute("total").saveAs("text"),
                    item().attribute("total").ofLong().saveAs("total"),
                    item().attribute("total").ofDouble().saveAs("double"),
                    item().attribute("paid").ofBoolean().saveAs("paid"),
                    item().attribute("address", "city").saveAs("city"),
                    item().attribute("id").ofValue().saveAs("value"),
                    item().attribute("address", "street").optional().saveAs("street"),
                    consumedCapacity().saveAs("units")));

    assertThat(after.isFailed()).isFalse();
    assertThat(after.<Object>get("id")).isEqualTo("o-1");
    assertThat(after.<Object>get("text")).isEqualTo("12");
    assertThat(after.<Object>get("total")).isEqualTo(12L);
    assertThat(after.<Object>get("double")).isEqualTo(12.0);
    assertThat(after.<Object>get("paid")).isEqualTo(true);
    assertThat(after.<Object>get("city")).isEqualTo("Oslo");
    assertThat(after.<Object>get("value")).isEqualTo(AttributeValue.fromS("o-1"));
    assertThat(after.contains("street")).isFalse();
    assertThat(after.<Object>get("units")).isEqualTo(0.5);
  }

  @Test
  void saveAs_valuesOfAPage_reachTheSession() {
    Session after =
        USER.execute(
            query()
                .check(
                    items().attribute("id").findAll().saveAs("ids"),
                    items().attribute("n").count().is(1),
                    items().find(1).saveAs("second"),
                    items().attribute("id").find(2).notExists(),
                    count().is(2),
                    scannedCount().is(9),
                    lastEvaluatedKey().saveAs("last"),
                    response(QueryResponse.class, QueryResponse::count)
                        .transform(n -> n * 10)
                        .saveAs("tens")));

    assertThat(USER.responses())
        .containsExactly(new Logged("orders", "OK", Optional.of("200"), Optional.empty()));
    assertThat(after.<Object>getList("ids")).isEqualTo(List.of("a", "b"));
    assertThat(after.<Object>get("second")).isEqualTo(Map.of("id", AttributeValue.fromS("b")));
    assertThat(after.<Object>get("last")).isEqualTo(Map.of("id", AttributeValue.fromS("b")));
    assertThat(after.<Object>get("tens")).isEqualTo(20);
  }

  @Test
  void check_failed_isKoAndSaysWhatWasFound() {
    Session after = USER.execute(get().check(item().attribute("id").is("o-2")));

    assertThat(after.isFailed()).isTrue();
    assertThat(USER.responses())
        .containsExactly(
            new Logged(
                "order",
                "KO",
                Optional.of("200"),
                Optional.of("attribute(id).find.is(o-2), found o-1")));
  }

  @Test
  void check_ofAnItemThatIsNotThere_isKo() {
    USER.execute(dynamoDb("order").getItem("orders").key("id", "o-1").check(item().exists()));

    assertThat(USER.responses().getFirst().status()).isEqualTo("KO");
  }

  @Test
  void status_expectedError_isOk() {
    SERVER.answers(400, "{\"__type\": \"x#ConditionalCheckFailedException\", \"message\": \"m\"}");

    Session after =
        USER.execute(
            dynamoDb("reserve")
                .putItem("orders")
                .attribute("id", "o-1")
                .condition("attribute_not_exists(id)")
                .check(status().in("200", "ConditionalCheckFailedException").saveAs("outcome")));

    assertThat(after.isFailed()).isFalse();
    assertThat(after.getString("outcome")).isEqualTo("ConditionalCheckFailedException");
    assertThat(USER.responses().getFirst().code()).contains("ConditionalCheckFailedException");
  }

  @Test
  void check_functionThatThrows_isACrashAndTheUserGoesOn() {
    Session after =
        USER.execute(
            get()
                .check(
                    response(
                            GetItemResponse.class,
                            r -> {
                              throw new IllegalStateException("mine");
                            })
                        .exists()));

    assertThat(after.isFailed()).isTrue();
    assertThat(USER.crashes().toString() + USER.responses()).contains("mine");
  }

  @Test
  void check_ofAnotherProtocol_isRefused() {
    assertThatThrownBy(() -> USER.execute(get().check(bodyLength().is(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DynamoDbDsl");
  }
}
