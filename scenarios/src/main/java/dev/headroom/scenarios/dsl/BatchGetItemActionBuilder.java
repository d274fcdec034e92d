package dev.headroom.scenarios.dsl;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads up to 100 items. */
public final class BatchGetItemActionBuilder
    extends DynamoDbActionBuilder<
        BatchGetItemActionBuilder,
        BatchGetItemRequest,
        BatchGetItemRequest.Builder,
        BatchGetItemResponse>
    implements WithResend<BatchGetItemActionBuilder> {

  private static final Field<BatchGetItemRequest.Builder, TableEntry<Map<String, AttributeValue>>>
      KEYS =
          Field.ofAll(
              (builder, keys) ->
                  builder.requestItems(
                      TableEntry.byTable(
                          keys, all -> KeysAndAttributes.builder().keys(all).build())));

  BatchGetItemActionBuilder(
      Draft<BatchGetItemRequest, BatchGetItemRequest.Builder, BatchGetItemResponse> draft) {
    super(draft, BatchGetItemActionBuilder::new);
  }

  /** Adds the key of an item. */
  public BatchGetItemActionBuilder get(String table, Attributes key) {
    return with(KEYS, TableEntry.of(table, key::resolve));
  }

  @Override
  public BatchGetItemActionBuilder resendUnprocessed(int times, IntFunction<Duration> pause) {
    return resend(new Resend(times, pause));
  }
}
