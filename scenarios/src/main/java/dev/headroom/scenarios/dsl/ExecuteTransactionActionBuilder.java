package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;

/** Executes up to 100 PartiQL statements, all or none. */
public final class ExecuteTransactionActionBuilder
    extends DynamoDbActionBuilder<
        ExecuteTransactionActionBuilder,
        ExecuteTransactionRequest,
        ExecuteTransactionRequest.Builder,
        ExecuteTransactionResponse> {

  private static final Field<ExecuteTransactionRequest.Builder, String> TOKEN =
      Field.ofLast(ExecuteTransactionRequest.Builder::clientRequestToken);
  private static final Field<ExecuteTransactionRequest.Builder, ParameterizedStatement> STATEMENTS =
      Field.ofAll((builder, statements) -> builder.transactStatements(statements));

  ExecuteTransactionActionBuilder(
      Draft<
              ExecuteTransactionRequest,
              ExecuteTransactionRequest.Builder,
              ExecuteTransactionResponse>
          draft) {
    super(draft, ExecuteTransactionActionBuilder::new);
  }

  /** The token that makes the request idempotent; the SDK makes up one if there is none. */
  public ExecuteTransactionActionBuilder clientRequestToken(String token) {
    return text(TOKEN, token);
  }

  /**
   * Adds a statement.
   *
   * @param parameters what its question marks stand for; strings are expressions of Gatling
   */
  public ExecuteTransactionActionBuilder statement(String partiQl, Object... parameters) {
    Function<Session, String> text = Expression.text(partiQl);
    Function<Session, @Nullable List<AttributeValue>> values = Statements.parameters(parameters);
    return with(
        STATEMENTS,
        session ->
            ParameterizedStatement.builder()
                .statement(text.apply(session))
                .parameters(values.apply(session))
                .build());
  }
}
