package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;

/** Reads up to 100 items at one point in time. */
public final class TransactGetItemsActionBuilder
    extends DynamoDbActionBuilder<
        TransactGetItemsActionBuilder,
        TransactGetItemsRequest,
        TransactGetItemsRequest.Builder,
        TransactGetItemsResponse> {

  private static final Field<TransactGetItemsRequest.Builder, TransactGetItem> ITEMS =
      Field.ofAll((builder, items) -> builder.transactItems(items));

  TransactGetItemsActionBuilder(
      Draft<TransactGetItemsRequest, TransactGetItemsRequest.Builder, TransactGetItemsResponse>
          draft) {
    super(draft, TransactGetItemsActionBuilder::new);
  }

  /** Adds the key of an item. */
  public TransactGetItemsActionBuilder get(String table, Attributes key) {
    Function<Session, String> tableName = Expression.text(table);
    return get(
        session ->
            Get.builder().tableName(tableName.apply(session)).key(key.resolve(session)).build());
  }

  /** Adds a read in the words of the SDK. */
  public TransactGetItemsActionBuilder get(Function<Session, Get> get) {
    return with(ITEMS, session -> TransactGetItem.builder().get(get.apply(session)).build());
  }
}
