package dev.headroom.scenarios.dsl;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.utils.builder.CopyableBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * One operation of DynamoDB's API as the SDK has it.
 *
 * @param <Q> its request
 * @param <B> the request's builder
 * @param <R> its response
 * @param newBuilder makes an empty builder
 * @param capacityAsked what a request says of consumed capacity; null if nothing
 * @param askCapacity asks for consumed capacity
 * @param sender sends a request
 * @param batch how parts that the service left out are told; null if it leaves none out
 * @param configuration settings in the words of the SDK
 */
record Operation<
    Q extends DynamoDbRequest & ToCopyableBuilder<B, Q>,
    B extends DynamoDbRequest.Builder & CopyableBuilder<B, Q>,
    R extends DynamoDbResponse>(
    Supplier<B> newBuilder,
    Function<Q, @Nullable ReturnConsumedCapacity> capacityAsked,
    BiConsumer<B, ReturnConsumedCapacity> askCapacity,
    BiFunction<DynamoDbAsyncClient, Q, CompletableFuture<R>> sender,
    @Nullable Batch<Q, R> batch,
    Field<B, Consumer<B>> configuration) {

  static <
          Q extends DynamoDbRequest & ToCopyableBuilder<B, Q>,
          B extends DynamoDbRequest.Builder & CopyableBuilder<B, Q>,
          R extends DynamoDbResponse>
      Operation<Q, B, R> of(
          Supplier<B> newBuilder,
          Function<Q, @Nullable ReturnConsumedCapacity> capacityAsked,
          BiConsumer<B, ReturnConsumedCapacity> askCapacity,
          BiFunction<DynamoDbAsyncClient, Q, CompletableFuture<R>> sender,
          @Nullable Batch<Q, R> batch) {
    return new Operation<>(
        newBuilder,
        capacityAsked,
        askCapacity,
        sender,
        batch,
        Field.ofAll((builder, settings) -> settings.forEach(setting -> setting.accept(builder))));
  }

  /**
   * Sends a request.
   *
   * @param capacity what to ask of consumed capacity where the request does not say
   * @param log is told of the attempts
   */
  CompletableFuture<R> send(
      DynamoDbAsyncClient client, Q request, ReturnConsumedCapacity capacity, CallLog log) {
    B builder = request.toBuilder();
    if (capacityAsked.apply(request) == null) {
      askCapacity.accept(builder, capacity);
    }
    builder.overrideConfiguration(
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder)
            .putExecutionAttribute(AttemptInterceptor.LOG, log)
            .build());
    return sender.apply(client, builder.build());
  }
}
