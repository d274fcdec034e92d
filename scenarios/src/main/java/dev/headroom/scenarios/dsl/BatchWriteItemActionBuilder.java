package dev.headroom.scenarios.dsl;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes and deletes up to 25 items, each by itself. */
public final class BatchWriteItemActionBuilder
    extends DynamoDbActionBuilder<
        BatchWriteItemActionBuilder,
        BatchWriteItemRequest,
        BatchWriteItemRequest.Builder,
        BatchWriteItemResponse>
    implements WithResend<BatchWriteItemActionBuilder> {

  private static final Field<BatchWriteItemRequest.Builder, TableEntry<WriteRequest>> WRITES =
      Field.ofAll(
          (builder, writes) ->
              builder.requestItems(TableEntry.byTable(writes, Function.identity())));

  BatchWriteItemActionBuilder(
      Draft<BatchWriteItemRequest, BatchWriteItemRequest.Builder, BatchWriteItemResponse> draft) {
    super(draft, BatchWriteItemActionBuilder::new);
  }

  /** Adds an item to write. */
  public BatchWriteItemActionBuilder put(String table, Attributes item) {
    return with(
        WRITES,
        TableEntry.of(
            table,
            session ->
                WriteRequest.builder().putRequest(put -> put.item(item.resolve(session))).build()));
  }

  /** Adds the key of an item to delete. */
  public BatchWriteItemActionBuilder delete(String table, Attributes key) {
    return with(
        WRITES,
        TableEntry.of(
            table,
            session ->
                WriteRequest.builder()
                    .deleteRequest(delete -> delete.key(key.resolve(session)))
                    .build()));
  }

  @Override
  public BatchWriteItemActionBuilder resendUnprocessed(int times, IntFunction<Duration> pause) {
    return resend(new Resend(times, pause));
  }
}
