package dev.headroom.scenarios.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Opens connections and lets the JVM compile what carries requests, on a table of its own, so that
 * the table under test keeps all of its capacity.
 */
final class WarmUp {

  private static final int ROUNDS = 150;
  private static final int CALLS_AT_ONCE = 16;
  private static final String KEY = "id";

  private WarmUp() {}

  /**
   * Warms clients up.
   *
   * @param store makes and deletes the table
   * @param isStopped whether to end early
   */
  static void run(
      DynamoDbAsyncClient store,
      List<DynamoDbAsyncClient> clients,
      String tableName,
      BooleanSupplier isStopped) {
    store
        .createTable(
            it ->
                it.tableName(tableName)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(key -> key.attributeName(KEY).keyType(KeyType.HASH))
                    .attributeDefinitions(
                        key -> key.attributeName(KEY).attributeType(ScalarAttributeType.S)))
        .join();
    try {
      for (int round = 0; round < ROUNDS && !isStopped.getAsBoolean(); round++) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS_AT_ONCE; i++) {
          DynamoDbAsyncClient client = clients.get((round + i) % clients.size());
          calls.add(call(client, tableName, Integer.toString(i)));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
      }
    } finally {
      store.deleteTable(it -> it.tableName(tableName)).join();
    }
  }

  private static CompletableFuture<?> call(
      DynamoDbAsyncClient client, String tableName, String name) {
    Map<String, AttributeValue> key = Map.of(KEY, AttributeValue.fromS(name));
    return client
        .putItem(it -> it.tableName(tableName).item(key))
        .thenCompose(put -> client.getItem(it -> it.tableName(tableName).key(key)));
  }
}
