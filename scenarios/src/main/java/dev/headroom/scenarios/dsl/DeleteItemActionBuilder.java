package dev.headroom.scenarios.dsl;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Deletes an item. */
public final class DeleteItemActionBuilder
    extends DynamoDbActionBuilder<
        DeleteItemActionBuilder, DeleteItemRequest, DeleteItemRequest.Builder, DeleteItemResponse>
    implements WithKey<DeleteItemActionBuilder>, WithExpressions<DeleteItemActionBuilder> {

  static final Field<DeleteItemRequest.Builder, String> TABLE =
      Field.ofLast(DeleteItemRequest.Builder::tableName);
  private static final Field<DeleteItemRequest.Builder, Map<String, AttributeValue>> KEY =
      Field.ofUnion(DeleteItemRequest.Builder::key);
  private static final Field<DeleteItemRequest.Builder, String> CONDITION =
      Field.ofLast(DeleteItemRequest.Builder::conditionExpression);
  private static final Field<DeleteItemRequest.Builder, Map<String, String>> NAMES =
      Field.ofUnion(DeleteItemRequest.Builder::expressionAttributeNames);
  private static final Field<DeleteItemRequest.Builder, Map<String, AttributeValue>> VALUES =
      Field.ofUnion(DeleteItemRequest.Builder::expressionAttributeValues);
  private static final Field<DeleteItemRequest.Builder, ReturnValue> RETURN_VALUES =
      Field.ofLast(DeleteItemRequest.Builder::returnValues);

  DeleteItemActionBuilder(
      Draft<DeleteItemRequest, DeleteItemRequest.Builder, DeleteItemResponse> draft) {
    super(draft, DeleteItemActionBuilder::new);
  }

  @Override
  public DeleteItemActionBuilder key(Attributes attributes) {
    return with(KEY, attributes::resolve);
  }

  /** The condition under which it writes. */
  public DeleteItemActionBuilder condition(String expression) {
    return text(CONDITION, expression);
  }

  @Override
  public DeleteItemActionBuilder name(String placeholder, String name) {
    return constant(NAMES, Map.of(placeholder, name));
  }

  @Override
  public DeleteItemActionBuilder values(Attributes values) {
    return with(VALUES, values::resolve);
  }

  /** What of the item is returned. */
  public DeleteItemActionBuilder returnValues(ReturnValue values) {
    return constant(RETURN_VALUES, values);
  }
}
