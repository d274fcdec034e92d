package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What statements of PartiQL have in common. */
final class Statements {

  private Statements() {}

  /** The parameters of a statement; null for none, as DynamoDB refuses an empty list. */
  static Function<Session, @Nullable List<AttributeValue>> parameters(Object... parameters) {
    List<Function<Session, ?>> values =
        Arrays.stream(parameters).<Function<Session, ?>>map(Expression::value).toList();
    return session ->
        values.isEmpty()
            ? null
            : values.stream().map(value -> AttributeValues.of(value.apply(session))).toList();
  }
}
