package dev.headroom.scenarios.dsl;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads items of one partition key. */
public final class QueryActionBuilder
    extends DynamoDbActionBuilder<
        QueryActionBuilder, QueryRequest, QueryRequest.Builder, QueryResponse>
    implements WithExpressions<QueryActionBuilder> {

  static final Field<QueryRequest.Builder, String> TABLE =
      Field.ofLast(QueryRequest.Builder::tableName);
  private static final Field<QueryRequest.Builder, String> INDEX =
      Field.ofLast(QueryRequest.Builder::indexName);
  private static final Field<QueryRequest.Builder, String> KEY_CONDITION =
      Field.ofLast(QueryRequest.Builder::keyConditionExpression);
  private static final Field<QueryRequest.Builder, String> FILTER =
      Field.ofLast(QueryRequest.Builder::filterExpression);
  private static final Field<QueryRequest.Builder, String> PROJECTION =
      Field.ofLast(QueryRequest.Builder::projectionExpression);
  private static final Field<QueryRequest.Builder, Map<String, String>> NAMES =
      Field.ofUnion(QueryRequest.Builder::expressionAttributeNames);
  private static final Field<QueryRequest.Builder, Map<String, AttributeValue>> VALUES =
      Field.ofUnion(QueryRequest.Builder::expressionAttributeValues);
  private static final Field<QueryRequest.Builder, Boolean> CONSISTENT_READ =
      Field.ofLast(QueryRequest.Builder::consistentRead);
  private static final Field<QueryRequest.Builder, Integer> LIMIT =
      Field.ofLast(QueryRequest.Builder::limit);
  private static final Field<QueryRequest.Builder, Boolean> SCAN_FORWARD =
      Field.ofLast(QueryRequest.Builder::scanIndexForward);
  private static final Field<QueryRequest.Builder, Map<String, AttributeValue>> START_KEY =
      Field.ofUnion((builder, key) -> builder.exclusiveStartKey(key.isEmpty() ? null : key));

  QueryActionBuilder(Draft<QueryRequest, QueryRequest.Builder, QueryResponse> draft) {
    super(draft, QueryActionBuilder::new);
  }

  /** Reads an index instead of the table. */
  public QueryActionBuilder index(String name) {
    return text(INDEX, name);
  }

  /** Which keys are read. */
  public QueryActionBuilder keyCondition(String expression) {
    return text(KEY_CONDITION, expression);
  }

  /** Which of the items read are returned. */
  public QueryActionBuilder filter(String expression) {
    return text(FILTER, expression);
  }

  /** Which attributes are returned. */
  public QueryActionBuilder projection(String expression) {
    return text(PROJECTION, expression);
  }

  @Override
  public QueryActionBuilder name(String placeholder, String name) {
    return constant(NAMES, Map.of(placeholder, name));
  }

  @Override
  public QueryActionBuilder values(Attributes values) {
    return with(VALUES, values::resolve);
  }

  /** Reads with strong consistency. */
  public QueryActionBuilder consistentRead() {
    return constant(CONSISTENT_READ, true);
  }

  /** How many items are read at most. */
  public QueryActionBuilder limit(int items) {
    return constant(LIMIT, items);
  }

  /** Reads in descending order of the sort key. */
  public QueryActionBuilder descending() {
    return constant(SCAN_FORWARD, false);
  }

  /**
   * Begins after this key, such as the one that {@link DynamoDbDsl#lastEvaluatedKey} saved; without
   * attributes, at the beginning.
   */
  public QueryActionBuilder startFrom(Attributes key) {
    return with(START_KEY, key::resolve);
  }
}
