package dev.headroom.scenarios.load;

import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.PopulationBuilder;
import java.util.Map;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Has virtual users open connections and the JVM load and compile what carries requests, before the
 * run begins. They have a table of their own, so that the one under test keeps all of its capacity.
 */
final class WarmUp {

  private static final int USERS = 4;
  private static final String KEY = "id";

  private final String tableName;

  /**
   * Makes the table.
   *
   * @param store makes it
   */
  WarmUp(DynamoDbAsyncClient store, String tableName) {
    this.tableName = tableName;
    store
        .createTable(
            it ->
                it.tableName(tableName)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(
                        KeySchemaElement.builder().attributeName(KEY).keyType(KeyType.HASH).build())
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName(KEY)
                            .attributeType(ScalarAttributeType.S)
                            .build()))
        .join();
  }

  /**
   * Users who send one request after the other.
   *
   * @param isOver until when
   */
  PopulationBuilder users(String name, BooleanSupplier isOver) {
    return scenario(name)
        .exec(
            asLongAs(session -> !isOver.getAsBoolean())
                .on(
                    exec(dynamoDb("warm-up put").putItem(session -> put(session.userId())))
                        .exec(dynamoDb("warm-up get").getItem(session -> get(session.userId())))))
        .injectOpen(atOnceUsers(USERS));
  }

  private PutItemRequest put(long user) {
    return PutItemRequest.builder().tableName(tableName).item(key(user)).build();
  }

  private GetItemRequest get(long user) {
    return GetItemRequest.builder().tableName(tableName).key(key(user)).build();
  }

  private static Map<String, AttributeValue> key(long user) {
    return Map.of(KEY, AttributeValue.fromS(Long.toString(user)));
  }
}
