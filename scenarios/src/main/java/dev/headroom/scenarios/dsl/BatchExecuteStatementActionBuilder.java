package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/** Executes up to 25 PartiQL statements, each by itself. */
public final class BatchExecuteStatementActionBuilder
    extends DynamoDbActionBuilder<
        BatchExecuteStatementActionBuilder,
        BatchExecuteStatementRequest,
        BatchExecuteStatementRequest.Builder,
        BatchExecuteStatementResponse> {

  private static final Field<BatchExecuteStatementRequest.Builder, BatchStatementRequest>
      STATEMENTS = Field.ofAll((builder, statements) -> builder.statements(statements));

  BatchExecuteStatementActionBuilder(
      Draft<
              BatchExecuteStatementRequest,
              BatchExecuteStatementRequest.Builder,
              BatchExecuteStatementResponse>
          draft) {
    super(draft, BatchExecuteStatementActionBuilder::new);
  }

  /**
   * Adds a statement.
   *
   * @param parameters what its question marks stand for; strings are expressions of Gatling
   */
  public BatchExecuteStatementActionBuilder statement(String partiQl, Object... parameters) {
    Function<Session, String> text = Expression.text(partiQl);
    Function<Session, @Nullable List<AttributeValue>> values = Statements.parameters(parameters);
    return with(
        STATEMENTS,
        session ->
            BatchStatementRequest.builder()
                .statement(text.apply(session))
                .parameters(values.apply(session))
                .build());
  }
}
