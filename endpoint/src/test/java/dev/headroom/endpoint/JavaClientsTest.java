package dev.headroom.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headroom.capacity.ModelProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteResult;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;

/**
 * The AWS SDK for Java as programs use it. Without it a client could fail to understand the
 * endpoint's answers, or to recover from them.
 */
final class JavaClientsTest {

  private static final long SECOND = 1_000_000_000L;

  /** Capacity comes back so many times as fast as in production, to keep the tests short. */
  private static final int HASTE = 10;

  private final AtomicLong ahead = new AtomicLong();
  private ThrottlingEndpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    endpoint =
        ThrottlingEndpoint.builder()
            .port(0)
            .clock(() -> HASTE * System.nanoTime() + ahead.get())
            .start();
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private DynamoDbClientBuilder builder() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint.uri())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials());
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
  }

  private static CreateTableRequest fiveUnits() {
    return CreateTableRequest.builder()
        .tableName("orders")
        .attributeDefinitions(
            AttributeDefinition.builder()
                .attributeName("pk")
                .attributeType(ScalarAttributeType.S)
                .build())
        .keySchema(KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build())
        .provisionedThroughput(t -> t.readCapacityUnits(5L).writeCapacityUnits(5L))
        .build();
  }

  /** A write that leaves the table in debt for some seconds. */
  private static PutItemRequest put(int kilobytes) {
    return PutItemRequest.builder()
        .tableName("orders")
        .item(
            Map.of(
                "pk", AttributeValue.fromS("a"),
                "v", AttributeValue.fromS("x".repeat(kilobytes * 1024 - 4))))
        .build();
  }

  private int attempts(String kind) throws Exception {
    String page;
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = endpoint.uri().resolve("/metrics");
      page = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
    return Pattern.compile(
            "headroom_attempts_total\\{attempt=\"" + kind + "\".*operation=\"PutItem\".*} (\\d+)")
        .matcher(page)
        .results()
        .mapToInt(count -> Integer.parseInt(count.group(1)))
        .sum();
  }

  @Test
  void syncClient_asItComes_retriesUntilCapacityIsBack() throws Exception {
    try (DynamoDbClient client = builder().build()) {
      client.createTable(fiveUnits());
      client.putItem(put(55));
      // In debt for ten seconds, one of the test: the second retry comes before, the fourth after.
      client.putItem(put(1));
    }
    assertThat(attempts("first")).isEqualTo(2);
    assertThat(attempts("retry")).isBetween(2, 4);
  }

  @Test
  void syncClient_withoutRetries_readsTheReason() {
    try (DynamoDbClient client =
        builder()
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build()) {
      client.createTable(fiveUnits());
      client.putItem(put(100));
      ProvisionedThroughputExceededException refused =
          catchThrowableOfType(
              ProvisionedThroughputExceededException.class, () -> client.putItem(put(1)));
      assertThat(refused.isThrottlingException()).isTrue();
      assertThat(refused.throttlingReasons())
          .singleElement()
          .satisfies(
              reason -> {
                assertThat(reason.reason()).isEqualTo("TableWriteProvisionedThroughputExceeded");
                assertThat(reason.resource()).endsWith(":table/orders");
              });
      assertThat(refused.requestId()).isNotBlank();
      ahead.addAndGet(30 * SECOND);
      client.putItem(put(1));
    }
  }

  @Test
  void asyncClient_hotKeyOnDemand_readsTheOtherSpelling() {
    try (ThrottlingEndpoint hot =
            start(
                ThrottlingEndpoint.builder()
                    .profile(
                        ModelProfile.observed().withOverrides(Map.of("partition.maxWrite", "5"))));
        DynamoDbAsyncClient client =
            DynamoDbAsyncClient.builder()
                .endpointOverride(hot.uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(credentials())
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build()) {
      client
          .createTable(
              fiveUnits().toBuilder()
                  .provisionedThroughput((ProvisionedThroughput) null)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .build())
          .join();
      client.putItem(put(100)).join();
      CompletionException refused =
          catchThrowableOfType(CompletionException.class, () -> client.putItem(put(1)).join());
      assertThat(refused.getCause()).isInstanceOf(ThrottlingException.class);
      assertThat(((ThrottlingException) refused.getCause()).throttlingReasons())
          .extracting(reason -> reason.reason())
          .containsExactly("TableWriteKeyRangeThroughputExceeded");
    }
  }

  private static ThrottlingEndpoint start(ThrottlingEndpoint.Builder builder) {
    try {
      return builder.port(0).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An order. */
  @DynamoDbBean
  public static final class Order {
    private String pk = "";
    private SdkBytes payload = SdkBytes.fromByteArray(new byte[0]);

    @DynamoDbPartitionKey
    public String getPk() {
      return pk;
    }

    public void setPk(String key) {
      pk = key;
    }

    public SdkBytes getPayload() {
      return payload;
    }

    public void setPayload(SdkBytes bytes) {
      payload = bytes;
    }
  }

  private static Order order(int number) {
    Order order = new Order();
    order.setPk("order-" + number);
    order.setPayload(SdkBytes.fromByteArray(new byte[900]));
    return order;
  }

  @Test
  void enhancedClient_getsUnprocessedItemsBack() {
    try (ThrottlingEndpoint still = start(ThrottlingEndpoint.builder().clock(ahead::get));
        DynamoDbClient client = builder().endpointOverride(still.uri()).build()) {
      client.createTable(fiveUnits());
      DynamoDbEnhancedClient enhanced =
          DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
      DynamoDbTable<Order> table = enhanced.table("orders", TableSchema.fromBean(Order.class));
      WriteBatch.Builder<Order> batch = WriteBatch.builder(Order.class).mappedTableResource(table);
      for (int i = 0; i < 25; i++) {
        batch.addPutItem(order(i));
      }
      BatchWriteResult result =
          enhanced.batchWriteItem(
              BatchWriteItemEnhancedRequest.builder().writeBatches(batch.build()).build());
      List<Order> left = result.unprocessedPutItemsForTable(table);
      assertThat(left).hasSize(20);
      ahead.addAndGet(10 * SECOND);
      left.forEach(table::putItem);
      ahead.addAndGet(10 * SECOND);
      assertThat(table.scan().items().stream().count()).isEqualTo(25);
    }
  }
}
