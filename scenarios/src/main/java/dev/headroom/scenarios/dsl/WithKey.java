package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request with the key of an item.
 *
 * @param <S> the request
 */
public interface WithKey<S> {

  /** Adds attributes of the key. */
  S key(Attributes attributes);

  /** Adds an attribute of the key, given as an expression. */
  default S key(String name, String el) {
    return key(Attributes.NONE.with(name, el));
  }

  /** Adds an attribute of the key. */
  default S key(String name, Object value) {
    return key(Attributes.NONE.with(name, value));
  }

  /** Adds an attribute of the key, a function of the session. */
  default S key(String name, Function<Session, ? extends @Nullable Object> value) {
    return key(Attributes.NONE.with(name, value));
  }
}
