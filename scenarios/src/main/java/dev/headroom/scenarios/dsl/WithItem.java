package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request with an item.
 *
 * @param <S> the request
 */
public interface WithItem<S> {

  /** Adds attributes of the item. */
  S item(Attributes attributes);

  /** Adds an attribute of the item, given as an expression. */
  default S attribute(String name, String el) {
    return item(Attributes.NONE.with(name, el));
  }

  /** Adds an attribute of the item. */
  default S attribute(String name, Object value) {
    return item(Attributes.NONE.with(name, value));
  }

  /** Adds an attribute of the item, a function of the session. */
  default S attribute(String name, Function<Session, ? extends @Nullable Object> value) {
    return item(Attributes.NONE.with(name, value));
  }
}
