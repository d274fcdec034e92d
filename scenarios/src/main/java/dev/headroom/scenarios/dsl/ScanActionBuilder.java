package dev.headroom.scenarios.dsl;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Reads a page of the table or an index. */
public final class ScanActionBuilder
    extends DynamoDbActionBuilder<ScanActionBuilder, ScanRequest, ScanRequest.Builder, ScanResponse>
    implements WithExpressions<ScanActionBuilder> {

  static final Field<ScanRequest.Builder, String> TABLE =
      Field.ofLast(ScanRequest.Builder::tableName);
  private static final Field<ScanRequest.Builder, String> INDEX =
      Field.ofLast(ScanRequest.Builder::indexName);
  private static final Field<ScanRequest.Builder, String> FILTER =
      Field.ofLast(ScanRequest.Builder::filterExpression);
  private static final Field<ScanRequest.Builder, String> PROJECTION =
      Field.ofLast(ScanRequest.Builder::projectionExpression);
  private static final Field<ScanRequest.Builder, Map<String, String>> NAMES =
      Field.ofUnion(ScanRequest.Builder::expressionAttributeNames);
  private static final Field<ScanRequest.Builder, Map<String, AttributeValue>> VALUES =
      Field.ofUnion(ScanRequest.Builder::expressionAttributeValues);
  private static final Field<ScanRequest.Builder, Boolean> CONSISTENT_READ =
      Field.ofLast(ScanRequest.Builder::consistentRead);
  private static final Field<ScanRequest.Builder, Integer> LIMIT =
      Field.ofLast(ScanRequest.Builder::limit);
  private static final Field<ScanRequest.Builder, Integer> SEGMENT =
      Field.ofLast(ScanRequest.Builder::segment);
  private static final Field<ScanRequest.Builder, Integer> TOTAL_SEGMENTS =
      Field.ofLast(ScanRequest.Builder::totalSegments);
  private static final Field<ScanRequest.Builder, Map<String, AttributeValue>> START_KEY =
      Field.ofUnion((builder, key) -> builder.exclusiveStartKey(key.isEmpty() ? null : key));

  ScanActionBuilder(Draft<ScanRequest, ScanRequest.Builder, ScanResponse> draft) {
    super(draft, ScanActionBuilder::new);
  }

  /** Reads an index instead of the table. */
  public ScanActionBuilder index(String name) {
    return text(INDEX, name);
  }

  /** Which of the items read are returned. */
  public ScanActionBuilder filter(String expression) {
    return text(FILTER, expression);
  }

  /** Which attributes are returned. */
  public ScanActionBuilder projection(String expression) {
    return text(PROJECTION, expression);
  }

  @Override
  public ScanActionBuilder name(String placeholder, String name) {
    return constant(NAMES, Map.of(placeholder, name));
  }

  @Override
  public ScanActionBuilder values(Attributes values) {
    return with(VALUES, values::resolve);
  }

  /** Reads with strong consistency. */
  public ScanActionBuilder consistentRead() {
    return constant(CONSISTENT_READ, true);
  }

  /** How many items are read at most. */
  public ScanActionBuilder limit(int items) {
    return constant(LIMIT, items);
  }

  /** Reads one of several parts of the table, counted from 0. */
  public ScanActionBuilder segment(int segment, int total) {
    return constant(SEGMENT, segment).constant(TOTAL_SEGMENTS, total);
  }

  /**
   * Begins after this key, such as the one that {@link DynamoDbDsl#lastEvaluatedKey} saved; without
   * attributes, at the beginning.
   */
  public ScanActionBuilder startFrom(Attributes key) {
    return with(START_KEY, key::resolve);
  }
}
