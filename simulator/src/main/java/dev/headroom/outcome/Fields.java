package dev.headroom.outcome;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import dev.headroom.document.Problems;
import dev.headroom.document.Scalars;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object of {@code outcome.json}. What is missing or wrong is noted as a problem
 * and answered with something harmless, so that reading goes on and finds the rest.
 */
final class Fields {

  private final MappingReader json;

  Fields(MappingReader json) {
    this.json = json;
  }

  MappingReader json() {
    return json;
  }

  /** Text, which may be empty. */
  String text(String key) {
    Node node = json.node(key);
    return node == null ? "" : textOf(node);
  }

  private String textOf(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.kind() != Kind.NULL) {
      return scalar.text();
    }
    wrong(node, "text");
    return "";
  }

  long whole(String key) {
    Long value = json.integer(key, Long.MIN_VALUE, Long.MAX_VALUE);
    return value == null ? 0 : value;
  }

  /** A whole number from 1 on. */
  int positive(String key) {
    Long value = json.integer(key, 1, Integer.MAX_VALUE);
    return value == null ? 1 : value.intValue();
  }

  /** A number; NaN for null. */
  double number(String key) {
    Node node = json.optionalNode(key);
    return node == null ? Double.NaN : numberOf(node);
  }

  boolean flag(String key) {
    return Boolean.TRUE.equals(json.optionalBoolean(key));
  }

  Instant time(String key) {
    try {
      return Instant.parse(text(key));
    } catch (DateTimeException e) {
      json.problem(key, "must be a time such as 2026-11-27T08:00:00Z");
      return Instant.EPOCH;
    }
  }

  /** One of an enum's names in any case; the given one after noting a problem. */
  <E extends Enum<E>> E constant(String key, E fallback) {
    E constant = json.constant(key, fallback.getDeclaringClass());
    return constant == null ? fallback : constant;
  }

  /** Numbers over the periods of the run; null where the field is null. */
  @Nullable Series optionalSeries(String key) {
    if (json.optionalNode(key) == null) {
      return null;
    }
    return Series.of(json.optionalSequence(key).stream().mapToDouble(this::elementOf).toArray());
  }

  /** Numbers over the periods of the run. */
  Series series(String key) {
    Series series = json.node(key) == null ? null : optionalSeries(key);
    return series == null ? Series.of() : series;
  }

  private double elementOf(Node node) {
    return node instanceof Node.Scalar scalar && scalar.kind() == Kind.NULL
        ? Double.NaN
        : numberOf(node);
  }

  private double numberOf(Node node) {
    if (node instanceof Node.Scalar scalar
        && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.DECIMAL)) {
      try {
        return Double.parseDouble(scalar.text());
      } catch (NumberFormatException e) {
        // YAML writes some numbers otherwise.
      }
    }
    wrong(node, "a number");
    return Double.NaN;
  }

  /** The elements of a list, each read. */
  <T> List<T> list(String key, Function<Fields, T> element) {
    return json.optionalMappings(key).stream().map(Fields::new).map(element).toList();
  }

  List<String> sentences(String key) {
    return json.optionalSequence(key).stream().map(this::textOf).toList();
  }

  /** The fields of an object that must be there; of an empty one after noting that it is not. */
  Fields object(String key) {
    MappingReader object = json.mapping(key);
    return new Fields(object == null ? nothing(key) : object);
  }

  /** Its own problems would only repeat that the object is missing. */
  private MappingReader nothing(String key) {
    return new MappingReader(new Node.Mapping(json.location(key), Map.of()), new Problems());
  }

  /** The value of an object's fields; null where the object is null. */
  <T> @Nullable T optional(String key, Function<Fields, T> value) {
    MappingReader object = json.optionalMapping(key);
    return object == null ? null : value.apply(new Fields(object));
  }

  /** What each key holds, where they are not fixed. */
  <T> Map<String, T> entries(BiFunction<Fields, String, T> value) {
    Map<String, T> entries = new LinkedHashMap<>();
    for (String key : json.mapping().entries().keySet()) {
      entries.put(key, value.apply(this, key));
    }
    return entries;
  }

  /** Texts by keys that are not fixed. */
  Map<String, String> texts(String key) {
    MappingReader object = json.optionalMapping(key);
    return object == null ? Map.of() : new Fields(object).entries(Fields::text);
  }

  private void wrong(Node node, String wanted) {
    json.problems().add(node.location(), "must be " + wanted + ", not " + Scalars.describe(node));
  }
}
