package dev.headroom.scenarios.dsl;

import static dev.headroom.scenarios.dsl.DynamoDbDsl.attributes;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.count;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.item;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.items;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.lastEvaluatedKey;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.doWhile;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.tryMax;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scenarios.testing.Recording;
import dev.headroom.scenarios.testing.StubDynamoDb;
import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Runs a simulation in Gatling itself. Without it the protocol could fit everything but Gatling:
 * its injection, feeders, groups, blocks and assertions.
 */
final class GatlingRunTest {

  private static final StubDynamoDb SERVER = new StubDynamoDb();
  private static final Recording RECORDING = new Recording();

  /** One virtual user, whose second order is throttled once, and its third for good. */
  public static final class Shop extends Simulation {

    private static final String THROTTLE =
        """
        {"__type": "x#ProvisionedThroughputExceededException", "message": "m",
         "ThrottlingReasons": [{"reason": "TableWriteProvisionedThroughputExceeded", "resource": "arn"}]}
        """;

    public Shop() {
      SERVER
          .answers(200, "{}")
          .answers(200, "{\"Item\": {\"id\": {\"S\": \"o-1\"}, \"status\": {\"S\": \"PAID\"}}}")
          .answers(200, "{\"Items\": [{\"id\": {\"S\": \"o-1\"}}], \"Count\": 1}")
          .answers(200, "{\"Count\": 0, \"LastEvaluatedKey\": {\"id\": {\"S\": \"o-1\"}}}")
          .answers(200, "{\"Count\": 0}")
          .answers(400, THROTTLE)
          .answers(200, "{}")
          .answers(400, THROTTLE);
      ScenarioBuilder buyers =
          scenario("buyers")
              .feed(listFeeder(List.of(Map.of("id", "o-1"))))
              .exec(
                  group("first")
                      .on(
                          dynamoDb("checkout").putItem("orders").attribute("id", "#{id}"),
                          dynamoDb("order page")
                              .getItem("orders")
                              .key("id", "#{id}")
                              .check(item().attribute("status").is("PAID").saveAs("status")),
                          dynamoDb("orders of #{status}")
                              .query("orders")
                              .index("by-status")
                              .keyCondition("s = :s")
                              .value(":s", "#{status}")
                              .check(count().is(1), items().attribute("id").find().isEL("#{id}"))),
                  doWhile(session -> !session.getMap("next").isEmpty())
                      .on(
                          dynamoDb("page")
                              .scan("orders")
                              .startFrom(attributes(session -> session.get("next")))
                              .check(lastEvaluatedKey().withDefault(Map.of()).saveAs("next"))),
                  tryMax(2).on(exec(dynamoDb("second").putItem("orders").attribute("id", "o-2"))),
                  exitBlockOnFail()
                      .on(
                          dynamoDb("third").putItem("orders").attribute("id", "o-3"),
                          dynamoDb("never").deleteItem("orders").key("id", "o-3")));
      setUp(buyers.injectOpen(atOnceUsers(1)))
          .protocols(
              dynamoDb()
                  .region("eu-west-1")
                  .endpoint(SERVER.url())
                  .credentials("id", "secret")
                  .retryStrategy(AwsRetryStrategy.doNotRetry())
                  .listener(RECORDING))
          .assertions(
              details("first", "checkout").successfulRequests().count().is(1L),
              details("first", "order page").successfulRequests().count().is(1L),
              details("first", "orders of PAID").successfulRequests().count().is(1L),
              details("page").successfulRequests().count().is(2L),
              details("second").allRequests().count().is(2L),
              details("second").failedRequests().count().is(1L),
              details("third").failedRequests().count().is(1L),
              global().allRequests().count().is(8L));
    }
  }

  @Test
  void simulation_inGatling_countsWhatHappened(@TempDir Path results) {
    int status =
        Gatling$.MODULE$.fromArgs(
            new String[] {"-s", Shop.class.getName(), "-rf", results.toString(), "-nr"});

    assertThat(status).isZero();
    assertThat(RECORDING.calls())
        .extracting(Call::requestName)
        .containsExactly(
            "checkout",
            "order page",
            "orders of PAID",
            "page",
            "page",
            "second",
            "second",
            "third");
    assertThat(RECORDING.calls().get(3).request())
        .isEqualTo(ScanRequest.builder().tableName("orders").build());
    assertThat(RECORDING.calls().get(4).request())
        .isEqualTo(
            ScanRequest.builder()
                .tableName("orders")
                .exclusiveStartKey(Map.of("id", AttributeValue.fromS("o-1")))
                .build());
    SERVER.close();
  }
}
