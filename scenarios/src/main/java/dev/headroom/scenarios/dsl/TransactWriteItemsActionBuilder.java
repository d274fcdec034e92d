package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Writes up to 100 items, all or none. */
public final class TransactWriteItemsActionBuilder
    extends DynamoDbActionBuilder<
        TransactWriteItemsActionBuilder,
        TransactWriteItemsRequest,
        TransactWriteItemsRequest.Builder,
        TransactWriteItemsResponse> {

  private static final Field<TransactWriteItemsRequest.Builder, String> TOKEN =
      Field.ofLast(TransactWriteItemsRequest.Builder::clientRequestToken);
  private static final Field<TransactWriteItemsRequest.Builder, TransactWriteItem> ITEMS =
      Field.ofAll((builder, items) -> builder.transactItems(items));

  TransactWriteItemsActionBuilder(
      Draft<
              TransactWriteItemsRequest,
              TransactWriteItemsRequest.Builder,
              TransactWriteItemsResponse>
          draft) {
    super(draft, TransactWriteItemsActionBuilder::new);
  }

  /** The token that makes the request idempotent; the SDK makes up one if there is none. */
  public TransactWriteItemsActionBuilder clientRequestToken(String token) {
    return text(TOKEN, token);
  }

  /** Adds an item to write. */
  public TransactWriteItemsActionBuilder put(String table, Attributes item) {
    Function<Session, String> tableName = Expression.text(table);
    return put(
        session ->
            Put.builder().tableName(tableName.apply(session)).item(item.resolve(session)).build());
  }

  /** Adds a write in the words of the SDK. */
  public TransactWriteItemsActionBuilder put(Function<Session, Put> put) {
    return item(session -> TransactWriteItem.builder().put(put.apply(session)));
  }

  /**
   * Adds a change of an item.
   *
   * @param expression what changes
   * @param values what placeholders for values in it stand for
   */
  public TransactWriteItemsActionBuilder update(
      String table, Attributes key, String expression, Attributes values) {
    Function<Session, String> tableName = Expression.text(table);
    Function<Session, String> update = Expression.text(expression);
    return update(
        session ->
            Update.builder()
                .tableName(tableName.apply(session))
                .key(key.resolve(session))
                .updateExpression(update.apply(session))
                .expressionAttributeValues(values.resolve(session))
                .build());
  }

  /** Adds a change in the words of the SDK. */
  public TransactWriteItemsActionBuilder update(Function<Session, Update> update) {
    return item(session -> TransactWriteItem.builder().update(update.apply(session)));
  }

  /** Adds the key of an item to delete. */
  public TransactWriteItemsActionBuilder delete(String table, Attributes key) {
    Function<Session, String> tableName = Expression.text(table);
    return delete(
        session ->
            Delete.builder().tableName(tableName.apply(session)).key(key.resolve(session)).build());
  }

  /** Adds a deletion in the words of the SDK. */
  public TransactWriteItemsActionBuilder delete(Function<Session, Delete> delete) {
    return item(session -> TransactWriteItem.builder().delete(delete.apply(session)));
  }

  /** Adds a condition on an item that is not written, in the words of the SDK. */
  public TransactWriteItemsActionBuilder conditionCheck(Function<Session, ConditionCheck> check) {
    return item(session -> TransactWriteItem.builder().conditionCheck(check.apply(session)));
  }

  private TransactWriteItemsActionBuilder item(Function<Session, TransactWriteItem.Builder> item) {
    return with(ITEMS, session -> item.apply(session).build());
  }
}
