package dev.headroom.scenarios.dsl;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Reads an item. */
public final class GetItemActionBuilder
    extends DynamoDbActionBuilder<
        GetItemActionBuilder, GetItemRequest, GetItemRequest.Builder, GetItemResponse>
    implements WithKey<GetItemActionBuilder> {

  static final Field<GetItemRequest.Builder, String> TABLE =
      Field.ofLast(GetItemRequest.Builder::tableName);
  private static final Field<GetItemRequest.Builder, Map<String, AttributeValue>> KEY =
      Field.ofUnion(GetItemRequest.Builder::key);
  private static final Field<GetItemRequest.Builder, Map<String, String>> NAMES =
      Field.ofUnion(GetItemRequest.Builder::expressionAttributeNames);
  private static final Field<GetItemRequest.Builder, String> PROJECTION =
      Field.ofLast(GetItemRequest.Builder::projectionExpression);
  private static final Field<GetItemRequest.Builder, Boolean> CONSISTENT_READ =
      Field.ofLast(GetItemRequest.Builder::consistentRead);

  GetItemActionBuilder(Draft<GetItemRequest, GetItemRequest.Builder, GetItemResponse> draft) {
    super(draft, GetItemActionBuilder::new);
  }

  @Override
  public GetItemActionBuilder key(Attributes attributes) {
    return with(KEY, attributes::resolve);
  }

  /**
   * Says what a placeholder for a name stands for.
   *
   * @param placeholder such as {@code #status}
   * @param name of an attribute, literally
   */
  public GetItemActionBuilder name(String placeholder, String name) {
    return constant(NAMES, Map.of(placeholder, name));
  }

  /** Which attributes are returned. */
  public GetItemActionBuilder projection(String expression) {
    return text(PROJECTION, expression);
  }

  /** Reads with strong consistency. */
  public GetItemActionBuilder consistentRead() {
    return constant(CONSISTENT_READ, true);
  }
}
