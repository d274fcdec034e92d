package dev.headroom.scenarios.dsl;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Changes an item, or writes it if there is none. */
public final class UpdateItemActionBuilder
    extends DynamoDbActionBuilder<
        UpdateItemActionBuilder, UpdateItemRequest, UpdateItemRequest.Builder, UpdateItemResponse>
    implements WithKey<UpdateItemActionBuilder>, WithExpressions<UpdateItemActionBuilder> {

  static final Field<UpdateItemRequest.Builder, String> TABLE =
      Field.ofLast(UpdateItemRequest.Builder::tableName);
  private static final Field<UpdateItemRequest.Builder, Map<String, AttributeValue>> KEY =
      Field.ofUnion(UpdateItemRequest.Builder::key);
  private static final Field<UpdateItemRequest.Builder, String> UPDATE =
      Field.ofLast(UpdateItemRequest.Builder::updateExpression);
  private static final Field<UpdateItemRequest.Builder, String> CONDITION =
      Field.ofLast(UpdateItemRequest.Builder::conditionExpression);
  private static final Field<UpdateItemRequest.Builder, Map<String, String>> NAMES =
      Field.ofUnion(UpdateItemRequest.Builder::expressionAttributeNames);
  private static final Field<UpdateItemRequest.Builder, Map<String, AttributeValue>> VALUES =
      Field.ofUnion(UpdateItemRequest.Builder::expressionAttributeValues);
  private static final Field<UpdateItemRequest.Builder, ReturnValue> RETURN_VALUES =
      Field.ofLast(UpdateItemRequest.Builder::returnValues);

  UpdateItemActionBuilder(
      Draft<UpdateItemRequest, UpdateItemRequest.Builder, UpdateItemResponse> draft) {
    super(draft, UpdateItemActionBuilder::new);
  }

  @Override
  public UpdateItemActionBuilder key(Attributes attributes) {
    return with(KEY, attributes::resolve);
  }

  /** What changes. */
  public UpdateItemActionBuilder update(String expression) {
    return text(UPDATE, expression);
  }

  /** The condition under which it writes. */
  public UpdateItemActionBuilder condition(String expression) {
    return text(CONDITION, expression);
  }

  @Override
  public UpdateItemActionBuilder name(String placeholder, String name) {
    return constant(NAMES, Map.of(placeholder, name));
  }

  @Override
  public UpdateItemActionBuilder values(Attributes values) {
    return with(VALUES, values::resolve);
  }

  /** What of the item is returned. */
  public UpdateItemActionBuilder returnValues(ReturnValue values) {
    return constant(RETURN_VALUES, values);
  }
}
