package dev.headroom.scenarios.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.headroom.plan.RequestPlan;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.items.Items;
import dev.headroom.scenarios.testing.Scenarios;
import dev.headroom.scenarios.testing.StubDynamoDb;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** A run that begins with items missing would read less than its scenario says. */
final class SeederTest {

  private static final Scenario SCENARIO =
      Scenarios.of(
          """
          apiVersion: headroom/v1
          name: seeded
          table: {name: orders, partitionKey: id, readCapacityUnits: 5, writeCapacityUnits: 5}
          duration: 60s
          traffic:
            - {name: reads, operation: GetItem, rate: 10/s, itemSize: 500B, keys: {uniform: {count: 1M}}}
          """);

  private static final Pattern PUT = Pattern.compile("\"PutRequest\"");

  private final StubDynamoDb store = new StubDynamoDb();
  private final DynamoDbAsyncClient client =
      DynamoDbAsyncClient.builder()
          .endpointOverride(URI.create(store.url()))
          .region(Region.US_EAST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .overrideConfiguration(it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .build();
  private final List<String> phases = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    client.close();
    store.close();
  }

  @Test
  void seed_ofAStoreThatThrottles_sendsAgainWhatWasLeftAndSaysSo() throws Exception {
    store
        .answers(
            200,
            """
            {"UnprocessedItems":{"orders":[{"PutRequest":{"Item":{"id":{"S":"left"}}}}]}}
            """)
        .answers(
            400,
            """
            {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}
            """);

    Seeder seeder = seed(2 * Seeder.ITEMS_PER_BATCH);

    assertThat(seeder.count()).isEqualTo(50);
    assertThat(store.received())
        .filteredOn(received -> received.body().contains("\"left\""))
        .hasSize(1);
    assertThat(puts()).isEqualTo(50 + 1 + 25);
    assertThat(phases)
        .last(STRING)
        .isEqualTo("filling the table: 50 items, at the pace of the capacity that throttles this");
  }

  @Test
  void seed_ofAStoreWithRoom_sendsEachItemOnce() throws Exception {
    seed(60);

    assertThat(puts()).isEqualTo(60);
    assertThat(phases).last(STRING).isEqualTo("filling the table: 60 items");
  }

  @Test
  void seed_ofAStoreThatRefuses_fails() {
    store.answers(
        400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\"}");

    assertThatThrownBy(() -> seed(60))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  private Seeder seed(int requests) throws InterruptedException {
    Seeder seeder =
        new Seeder(client, "orders", new Items(SCENARIO.table()), () -> false, phases::add);
    seeder.seed(RequestPlan.of(SCENARIO.flows().getFirst(), SCENARIO), requests);
    seeder.finish();
    return seeder;
  }

  private long puts() {
    return store.received().stream()
        .flatMap(received -> PUT.matcher(received.body()).results())
        .count();
  }
}
