package dev.headroom.scenarios.dsl;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;

/** Executes a PartiQL statement. */
public final class ExecuteStatementActionBuilder
    extends DynamoDbActionBuilder<
        ExecuteStatementActionBuilder,
        ExecuteStatementRequest,
        ExecuteStatementRequest.Builder,
        ExecuteStatementResponse> {

  static final Field<ExecuteStatementRequest.Builder, String> STATEMENT =
      Field.ofLast(ExecuteStatementRequest.Builder::statement);
  private static final Field<ExecuteStatementRequest.Builder, List<AttributeValue>> PARAMETERS =
      Field.ofLast(ExecuteStatementRequest.Builder::parameters);
  private static final Field<ExecuteStatementRequest.Builder, Boolean> CONSISTENT_READ =
      Field.ofLast(ExecuteStatementRequest.Builder::consistentRead);
  private static final Field<ExecuteStatementRequest.Builder, Integer> LIMIT =
      Field.ofLast(ExecuteStatementRequest.Builder::limit);
  private static final Field<ExecuteStatementRequest.Builder, String> NEXT_TOKEN =
      Field.ofLast(ExecuteStatementRequest.Builder::nextToken);

  ExecuteStatementActionBuilder(
      Draft<ExecuteStatementRequest, ExecuteStatementRequest.Builder, ExecuteStatementResponse>
          draft) {
    super(draft, ExecuteStatementActionBuilder::new);
  }

  /** Reads with strong consistency. */
  public ExecuteStatementActionBuilder consistentRead() {
    return constant(CONSISTENT_READ, true);
  }

  /** How many items are read at most. */
  public ExecuteStatementActionBuilder limit(int items) {
    return constant(LIMIT, items);
  }

  /** Goes on where a token says, which an earlier page returned. */
  public ExecuteStatementActionBuilder nextToken(String token) {
    return text(NEXT_TOKEN, token);
  }

  /** What the question marks stand for; strings are expressions of Gatling. */
  public ExecuteStatementActionBuilder parameters(Object... values) {
    return with(PARAMETERS, Statements.parameters(values));
  }
}
