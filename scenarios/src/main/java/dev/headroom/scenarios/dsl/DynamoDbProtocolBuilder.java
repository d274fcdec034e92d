package dev.headroom.scenarios.dsl;

import io.gatling.core.protocol.Protocol;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * How requests reach DynamoDB: the settings of an SDK client, which all virtual users share. What
 * is not set is the SDK's own default, from its environment and configuration files. Immutable;
 * made by {@link DynamoDbDsl#dynamoDb()}.
 */
public final class DynamoDbProtocolBuilder implements ProtocolBuilder {

  private final List<Consumer<ClientSettings>> settings;
  private final List<DynamoDbListener> listeners;
  private final ReturnConsumedCapacity returnConsumedCapacity;
  private final @Nullable DynamoDbAsyncClient client;
  private final DynamoDbProtocol protocol;

  /** What the settings are put into. */
  private record ClientSettings(
      DynamoDbAsyncClientBuilder client,
      NettyNioAsyncHttpClient.Builder http,
      ClientOverrideConfiguration.Builder override) {}

  DynamoDbProtocolBuilder() {
    this(List.of(), List.of(), ReturnConsumedCapacity.INDEXES, null);
  }

  private DynamoDbProtocolBuilder(
      List<Consumer<ClientSettings>> settings,
      List<DynamoDbListener> listeners,
      ReturnConsumedCapacity returnConsumedCapacity,
      @Nullable DynamoDbAsyncClient client) {
    this.settings = settings;
    this.listeners = listeners;
    this.returnConsumedCapacity = returnConsumedCapacity;
    this.client = client;
    this.protocol =
        client == null
            ? new DynamoDbProtocol(this::newClient, true, listeners, returnConsumedCapacity)
            : new DynamoDbProtocol(() -> client, false, listeners, returnConsumedCapacity);
  }

  /** The Region, such as {@code eu-west-1}. */
  public DynamoDbProtocolBuilder region(String region) {
    return with(settings -> settings.client().region(Region.of(region)));
  }

  /** The URL of an endpoint other than the Region's. */
  public DynamoDbProtocolBuilder endpoint(String url) {
    URI uri = URI.create(url);
    return with(settings -> settings.client().endpointOverride(uri));
  }

  /** Fixed credentials; any will do for an endpoint that does not check them. */
  public DynamoDbProtocolBuilder credentials(String accessKeyId, String secretAccessKey) {
    return credentialsProvider(
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)));
  }

  /** Where credentials come from. */
  public DynamoDbProtocolBuilder credentialsProvider(AwsCredentialsProvider provider) {
    return with(settings -> settings.client().credentialsProvider(provider));
  }

  /** One of the SDK's ways to retry, with its default number of attempts. */
  public DynamoDbProtocolBuilder retryMode(RetryMode mode) {
    return with(settings -> settings.override().retryStrategy(mode));
  }

  /** How the SDK retries. */
  public DynamoDbProtocolBuilder retryStrategy(RetryStrategy strategy) {
    return with(settings -> settings.override().retryStrategy(strategy));
  }

  /**
   * Number of connections, and so of attempts under way at once; others wait in the client, which
   * counts as their time. The SDK's default is 50.
   */
  public DynamoDbProtocolBuilder maxConcurrency(int connections) {
    return with(settings -> settings.http().maxConcurrency(connections));
  }

  /** Longest time of a call with all its attempts. */
  public DynamoDbProtocolBuilder apiCallTimeout(Duration timeout) {
    return with(settings -> settings.override().apiCallTimeout(timeout));
  }

  /** Longest time of an attempt. */
  public DynamoDbProtocolBuilder apiCallAttemptTimeout(Duration timeout) {
    return with(settings -> settings.override().apiCallAttemptTimeout(timeout));
  }

  /**
   * A client of your own instead of one made of the settings above. It must have been built with
   * {@link DynamoDbDsl#attemptInterceptor()}, which counts attempts, and is left open at the end.
   *
   * @throws IllegalArgumentException if it lacks the interceptor
   */
  public DynamoDbProtocolBuilder client(DynamoDbAsyncClient ownClient) {
    if (!ownClient
        .serviceClientConfiguration()
        .overrideConfiguration()
        .executionInterceptors()
        .contains(AttemptInterceptor.INSTANCE)) {
      throw new IllegalArgumentException(
          "Attempts on this client would not be seen: build it with .overrideConfiguration(o -> o.addExecutionInterceptor(DynamoDbDsl.attemptInterceptor()))");
    }
    return new DynamoDbProtocolBuilder(settings, listeners, returnConsumedCapacity, ownClient);
  }

  /**
   * What requests ask of consumed capacity unless they say so themselves: {@code INDEXES} by
   * default, {@code NONE} to do without.
   */
  public DynamoDbProtocolBuilder returnConsumedCapacity(ReturnConsumedCapacity capacity) {
    return new DynamoDbProtocolBuilder(settings, listeners, capacity, client);
  }

  /** Somebody who is told of every call and attempt, beside those before. */
  public DynamoDbProtocolBuilder listener(DynamoDbListener listener) {
    return new DynamoDbProtocolBuilder(
        settings, append(listeners, listener), returnConsumedCapacity, client);
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }

  private DynamoDbAsyncClient newClient() {
    ClientSettings all =
        new ClientSettings(
            DynamoDbAsyncClient.builder(),
            NettyNioAsyncHttpClient.builder(),
            ClientOverrideConfiguration.builder());
    settings.forEach(setting -> setting.accept(all));
    return all.client()
        .httpClientBuilder(all.http())
        .overrideConfiguration(
            all.override().addExecutionInterceptor(AttemptInterceptor.INSTANCE).build())
        // Answers are looked at where they are read: that takes less than handing them over.
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .build();
  }

  private DynamoDbProtocolBuilder with(Consumer<ClientSettings> setting) {
    return new DynamoDbProtocolBuilder(
        append(settings, setting), listeners, returnConsumedCapacity, client);
  }

  private static <T> List<T> append(List<T> list, T element) {
    List<T> more = new ArrayList<>(list);
    more.add(element);
    return List.copyOf(more);
  }
}
