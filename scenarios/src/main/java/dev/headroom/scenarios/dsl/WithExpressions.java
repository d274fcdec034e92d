package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request with expressions of DynamoDB, in which names and values have placeholders.
 *
 * @param <S> the request
 */
public interface WithExpressions<S> {

  /**
   * Says what a placeholder for a name stands for.
   *
   * @param placeholder such as {@code #status}
   * @param name of an attribute, literally
   */
  S name(String placeholder, String name);

  /** Says what placeholders for values, such as {@code :status}, stand for. */
  S values(Attributes values);

  /** Says what a placeholder for a value stands for, as an expression of Gatling. */
  default S value(String placeholder, String el) {
    return values(Attributes.NONE.with(placeholder, el));
  }

  /** Says what a placeholder for a value stands for. */
  default S value(String placeholder, Object value) {
    return values(Attributes.NONE.with(placeholder, value));
  }

  /** Says what a placeholder for a value stands for, as a function of the session. */
  default S value(String placeholder, Function<Session, ? extends @Nullable Object> value) {
    return values(Attributes.NONE.with(placeholder, value));
  }
}
