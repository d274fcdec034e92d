package shop;

import static dev.headroom.scenarios.dsl.DynamoDbDsl.attributes;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.consumedCapacity;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.item;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.items;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.status;
import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.headroom.scenarios.dsl.DynamoDbProtocolBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Customers who order, look at their orders and pay. */
public final class ShopSimulation extends Simulation {

  private final DynamoDbProtocolBuilder protocol =
      dynamoDb()
          .region("eu-west-1")
          .endpoint(System.getProperty("endpoint", "http://127.0.0.1:8000"))
          .credentials("any", "any")
          .maxConcurrency(100)
          .listener(new AttemptCounter());

  private final ChainBuilder order =
      exec(session -> session.set("id", UUID.randomUUID().toString()))
          .exec(
              dynamoDb("order")
                  .putItem("orders")
                  .attribute("id", "#{id}")
                  .attribute("customer", "#{customer}")
                  .attribute("city", "#{city}")
                  .attribute("status", "OPEN")
                  .attribute("note", session -> "x".repeat(700))
                  .condition("attribute_not_exists(id)")
                  .check(status().in("200", "ConditionalCheckFailedException")));

  private final ChainBuilder look =
      exec(
          dynamoDb("orders of a customer")
              .query("orders")
              .index("by-customer")
              .keyCondition("customer = :customer")
              .value(":customer", "#{customer}")
              .limit(10)
              .descending()
              .check(items().attribute("id").findRandom().saveAs("seen")),
          dynamoDb("order page")
              .getItem("orders")
              .key("id", "#{seen}")
              .consistentRead()
              .check(
                  item().attribute("customer").isEL("#{customer}"), consumedCapacity().lte(1.0)));

  private final ChainBuilder pay =
      exec(
          dynamoDb("pay")
              .transactWriteItems()
              .update(
                  "orders",
                  attributes("id", "#{id}"),
                  "SET paid = :paid",
                  attributes(":paid", true))
              .put(
                  "orders",
                  attributes("id", "receipt-#{id}").with("customer", "receipts").with("total", 12)),
          dynamoDb("audit")
              .putItem(
                  session ->
                      PutItemRequest.builder()
                          .tableName("orders")
                          .item(
                              Map.of(
                                  "id", AttributeValue.fromS("audit-" + session.getString("id"))))
                          .build()));

  private final ScenarioBuilder customers =
      scenario("customers")
          .feed(csv("customers.csv").random())
          .exec(order, exitHereIfFailed(), look, exitHereIfFailed(), pay);

  public ShopSimulation() {
    setUp(customers.injectOpen(rampUsersPerSec(1).to(5).during(10)))
        .protocols(protocol)
        .assertions(global().successfulRequests().percent().gt(99.0));
  }
}
