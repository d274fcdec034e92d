package dev.headroom.scenarios.dsl;

import io.gatling.commons.validation.Failure;
import io.gatling.commons.validation.Success;
import io.gatling.commons.validation.Validation;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.internal.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import scala.Function1;

/** Functions of a session made of what a simulation is written in: Gatling's expressions. */
final class Expression {

  private Expression() {}

  /** A text that may have parts such as {@code #{id}}. */
  static Function<Session, String> text(String el) {
    return function(Expressions.toStringExpression(el));
  }

  /**
   * A value that is known when it is written, but for the strings in it, which are expressions, in
   * maps and lists too.
   */
  static Function<Session, Object> value(Object value) {
    return switch (value) {
      case String el -> function(Expressions.toAnyExpression(el));
      case Map<?, ?> map -> map(map);
      case List<?> list -> list(list);
      default -> session -> value;
    };
  }

  private static Function<Session, Object> map(Map<?, ?> map) {
    Map<Object, Function<Session, Object>> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put(key, value(value)));
    return session -> {
      Map<Object, Object> result = new LinkedHashMap<>();
      values.forEach((key, value) -> result.put(key, value.apply(session)));
      return result;
    };
  }

  private static Function<Session, Object> list(List<?> list) {
    List<Function<Session, Object>> values = new ArrayList<>();
    list.forEach(value -> values.add(value(value)));
    return session -> {
      List<Object> result = new ArrayList<>(values.size());
      values.forEach(value -> result.add(value.apply(session)));
      return result;
    };
  }

  private static <T> Function<Session, T> function(
      Function1<io.gatling.core.session.Session, Validation<T>> expression) {
    return session -> valueOf(expression.apply(session.asScala()));
  }

  private static <T> T valueOf(Validation<T> validation) {
    // Not a switch: the two implement a Scala trait, which javac does not see as sealed.
    if (validation instanceof Success<T> success) {
      return success.value();
    }
    throw new IllegalArgumentException(((Failure) (Object) validation).message());
  }
}
