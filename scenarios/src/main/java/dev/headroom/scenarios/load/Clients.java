package dev.headroom.scenarios.load;

import dev.headroom.chance.Chance;
import dev.headroom.traffic.Client;
import dev.headroom.traffic.RetryBudget;
import dev.headroom.traffic.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Makes the SDK's clients as a scenario declares them. */
final class Clients {

  /** Connections of a client that is not limited. */
  private static final int UNLIMITED = 4_096;

  private static final Duration ACQUIRE_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(30);

  private final LoadTarget target;

  Clients(LoadTarget target) {
    this.target = target;
  }

  /** A client for the work around a run, with the SDK's own ways. */
  DynamoDbAsyncClient control(@Nullable URI uri) {
    return DynamoDbAsyncClient.builder()
        .region(Region.of(target.region()))
        .credentialsProvider(target.credentials())
        .endpointOverride(uri)
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(UNLIMITED))
        .overrideConfiguration(o -> o.apiCallTimeout(CONTROL_TIMEOUT))
        .build();
  }

  /**
   * A client of a flow.
   *
   * @param chance draws the pauses before retries
   * @param interceptor sees its attempts
   */
  DynamoDbAsyncClient of(Client client, Chance chance, ExecutionInterceptor interceptor) {
    Duration timeout = client.timeout();
    return DynamoDbAsyncClient.builder()
        .region(Region.of(target.region()))
        .credentialsProvider(target.credentials())
        .endpointOverride(target.service())
        .httpClientBuilder(
            NettyNioAsyncHttpClient.builder()
                .maxConcurrency(client.concurrency().orElse(UNLIMITED))
                .maxPendingConnectionAcquires(Integer.MAX_VALUE)
                .connectionAcquisitionTimeout(ACQUIRE_TIMEOUT))
        .overrideConfiguration(
            o -> {
              o.retryStrategy(retries(client.retries(), chance))
                  .addExecutionInterceptor(interceptor);
              if (timeout != null) {
                o.apiCallTimeout(timeout);
              }
            })
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .build();
  }

  /** The SDK's strategy of the same kind, with the attempts and pauses that are declared. */
  static RetryStrategy retries(RetryPolicy policy, Chance chance) {
    if (policy.maxAttempts() == 1) {
      return AwsRetryStrategy.doNotRetry();
    }
    BackoffStrategy pauses = pauses(policy, chance);
    RetryStrategy kind =
        policy.limitsRate()
            ? AwsRetryStrategy.adaptiveRetryStrategy()
            : switch (policy.budget()) {
              case RetryBudget.Tokens tokens -> AwsRetryStrategy.standardRetryStrategy();
              case RetryBudget.Unlimited unlimited -> AwsRetryStrategy.legacyRetryStrategy();
              case RetryBudget.Breaker breaker -> AwsRetryStrategy.legacyRetryStrategy();
            };
    return kind.toBuilder()
        .maxAttempts(policy.maxAttempts())
        .throttlingBackoffStrategy(pauses)
        .build();
  }

  private static BackoffStrategy pauses(RetryPolicy policy, Chance chance) {
    return retry -> {
      synchronized (chance) {
        return Duration.ofNanos(policy.backoff().delayNanos(retry + 1, 0, chance));
      }
    };
  }
}
