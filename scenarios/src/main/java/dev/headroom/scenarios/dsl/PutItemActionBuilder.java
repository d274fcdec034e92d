package dev.headroom.scenarios.dsl;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Writes an item, whole. */
public final class PutItemActionBuilder
    extends DynamoDbActionBuilder<
        PutItemActionBuilder, PutItemRequest, PutItemRequest.Builder, PutItemResponse>
    implements WithItem<PutItemActionBuilder>, WithExpressions<PutItemActionBuilder> {

  static final Field<PutItemRequest.Builder, String> TABLE =
      Field.ofLast(PutItemRequest.Builder::tableName);
  private static final Field<PutItemRequest.Builder, Map<String, AttributeValue>> ITEM =
      Field.ofUnion(PutItemRequest.Builder::item);
  private static final Field<PutItemRequest.Builder, String> CONDITION =
      Field.ofLast(PutItemRequest.Builder::conditionExpression);
  private static final Field<PutItemRequest.Builder, Map<String, String>> NAMES =
      Field.ofUnion(PutItemRequest.Builder::expressionAttributeNames);
  private static final Field<PutItemRequest.Builder, Map<String, AttributeValue>> VALUES =
      Field.ofUnion(PutItemRequest.Builder::expressionAttributeValues);
  private static final Field<PutItemRequest.Builder, ReturnValue> RETURN_VALUES =
      Field.ofLast(PutItemRequest.Builder::returnValues);

  PutItemActionBuilder(Draft<PutItemRequest, PutItemRequest.Builder, PutItemResponse> draft) {
    super(draft, PutItemActionBuilder::new);
  }

  @Override
  public PutItemActionBuilder item(Attributes attributes) {
    return with(ITEM, attributes::resolve);
  }

  /** The condition under which it writes. */
  public PutItemActionBuilder condition(String expression) {
    return text(CONDITION, expression);
  }

  @Override
  public PutItemActionBuilder name(String placeholder, String name) {
    return constant(NAMES, Map.of(placeholder, name));
  }

  @Override
  public PutItemActionBuilder values(Attributes values) {
    return with(VALUES, values::resolve);
  }

  /** What of the item is returned. */
  public PutItemActionBuilder returnValues(ReturnValue values) {
    return constant(RETURN_VALUES, values);
  }
}
