package dev.headroom.endpoint.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.endpoint.ThrottlingEndpoint;
import dev.headroom.endpoint.upstream.StatelessUpstream;
import dev.headroom.service.TableState;
import dev.headroom.source.TableFiles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Without it the extension could keep one test's capacity for the next. */
final class ThrottlingEndpointExtensionTest {

  private static final String TABLE =
      """
      name: orders
      partitionKey: pk
      readCapacityUnits: 5
      writeCapacityUnits: 5
      """;

  @RegisterExtension
  final ThrottlingEndpointExtension dynamoDb =
      ThrottlingEndpointExtension.of(
          ThrottlingEndpoint.builder()
              .upstream(new StatelessUpstream(100))
              .table(
                  TableFiles.read("orders.yaml", TABLE.getBytes(StandardCharsets.UTF_8))
                      .getFirst()));

  @RepeatedTest(2)
  void eachTest_meetsAFreshTable() {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(dynamoDb.uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build()) {
      assertThat(untilThrottled(client)).isBetween(3, 100);
    }
    assertThat(dynamoDb.tables())
        .flatExtracting(TableState::resources)
        .flatExtracting(resource -> resource.throttleEvents().values())
        .containsExactly(1L);
  }

  /** Of 1,505 units that are saved, or 1,000 of the only partition, a put takes 399. */
  private static int untilThrottled(DynamoDbClient client) {
    for (int passed = 0; passed < 1_000; passed++) {
      try {
        put(client);
      } catch (ProvisionedThroughputExceededException e) {
        return passed;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static void put(DynamoDbClient client) {
    client.putItem(
        put ->
            put.tableName("orders")
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS("a"),
                        "v", AttributeValue.fromS("x".repeat(399 * 1024)))));
  }
}
