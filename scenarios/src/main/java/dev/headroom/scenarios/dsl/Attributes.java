package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Attributes of an item, or a key, whose values may depend on the session. A value is text, a
 * number, a Boolean, bytes, a Map, a List, a Set (of text, numbers or bytes) or an {@link
 * AttributeValue}. Immutable; made by {@link DynamoDbDsl#attributes}.
 */
public final class Attributes {

  /** Gives some attributes of a session. */
  interface Part {
    void put(Session session, Map<String, AttributeValue> into);
  }

  static final Attributes NONE = new Attributes(List.of());

  private final List<Part> parts;

  private Attributes(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * These and one more.
   *
   * @param el an expression of Gatling; one that is nothing but {@code #{name}} keeps the type that
   *     the session has, so that a number stays a number
   */
  public Attributes with(String name, String el) {
    return with(name, (Object) el);
  }

  /** These and one more, which is the same in all sessions but for expressions within it. */
  public Attributes with(String name, Object value) {
    return with(name, Expression.value(value));
  }

  /** These and one more, which is a function of the session; null is a fault of the request. */
  public Attributes with(String name, Function<Session, ? extends @Nullable Object> value) {
    return and(
        (session, into) -> {
          Object found = value.apply(session);
          if (found == null) {
            throw new IllegalArgumentException("The value of '%s' is null".formatted(name));
          }
          into.put(name, AttributeValues.of(found));
        });
  }

  /** These and others. */
  public Attributes with(Attributes others) {
    return and((session, into) -> into.putAll(others.resolve(session)));
  }

  /** These and all of a map, null for none. */
  Attributes withAll(Function<Session, ? extends @Nullable Map<String, ?>> map) {
    return and(
        (session, into) -> {
          Map<String, ?> found = map.apply(session);
          if (found != null) {
            into.putAll(AttributeValues.map(found));
          }
        });
  }

  private Attributes and(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Attributes(List.copyOf(more));
  }

  Map<String, AttributeValue> resolve(Session session) {
    Map<String, AttributeValue> result = new LinkedHashMap<>();
    parts.forEach(part -> part.put(session, result));
    return result;
  }
}
