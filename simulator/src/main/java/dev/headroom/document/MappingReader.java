package dev.headroom.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over a mapping. Every key that is asked for counts as known; {@link #finish()} reports
 * the others. A value that is missing or wrong is noted as a problem and answered with null (or an
 * empty list), so that one pass finds everything. A key with the value {@code null} counts as
 * absent. Not thread-safe.
 *
 * <pre>{@code
 * MappingReader reader = new MappingReader(mapping, problems);
 * String name = reader.string("name");
 * Long units = reader.optionalInteger("readCapacityUnits", 1, MAX_UNITS);
 * reader.finish();
 * problems.throwIfAny();
 * }</pre>
 */
public final class MappingReader {

  private final Node.Mapping mapping;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  public MappingReader(Node.Mapping mapping, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /** A reader of a node that should be a mapping; null after noting that it is none. */
  public static @Nullable MappingReader of(Node node, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      return new MappingReader(mapping, problems);
    }
    Scalars.reject(node, "a mapping", problems);
    return null;
  }

  /** Where the mapping stands. */
  public Location location() {
    return mapping.location();
  }

  /** Where a key's value stands, or would stand. */
  public Location location(String key) {
    Node node = mapping.entries().get(key);
    return node == null
        ? KeyPath.child(mapping.location(), mapping.location().line(), key)
        : node.location();
  }

  /** The mapping itself. */
  public Node.Mapping mapping() {
    return mapping;
  }

  /** Where problems are noted. */
  public Problems problems() {
    return problems;
  }

  /** Notes a problem at a key. */
  public void problem(String key, String message) {
    problems.add(location(key), message);
  }

  /** Counts keys as known without reading them. */
  public MappingReader ignore(String... keys) {
    known.addAll(List.of(keys));
    return this;
  }

  /** Whether a key has a value. */
  public boolean has(String key) {
    return optionalNode(key) != null;
  }

  /** A value of any shape, or null if it is absent. */
  public @Nullable Node optionalNode(String key) {
    known.add(key);
    Node node = mapping.entries().get(key);
    boolean isNull = node instanceof Node.Scalar s && s.kind() == Node.Scalar.Kind.NULL;
    return isNull ? null : node;
  }

  /** A value of any shape that must be there. */
  public @Nullable Node node(String key) {
    Node node = optionalNode(key);
    if (node == null) {
      problem(key, "is missing");
    }
    return node;
  }

  /** Text that must be there. */
  public @Nullable String string(String key) {
    Node node = node(key);
    return node == null ? null : Scalars.text(node, problems);
  }

  /** Text, or null if it is absent. */
  public @Nullable String optionalString(String key) {
    Node node = optionalNode(key);
    return node == null ? null : Scalars.text(node, problems);
  }

  /**
   * A name that must be there. Parts of it that are not known are no problem: they are placeholders
   * in the answer.
   */
  public @Nullable String name(String key) {
    Node node = node(key);
    return node instanceof Node.Unknown unknown
        ? unknown.text()
        : node == null ? null : Scalars.text(node, problems);
  }

  /** A whole number that must be there, from {@code min} to {@code max}. */
  public @Nullable Long integer(String key, long min, long max) {
    Node node = node(key);
    return node == null ? null : Scalars.integer(node, min, max, problems);
  }

  /** A whole number from {@code min} to {@code max}, or null if it is absent. */
  public @Nullable Long optionalInteger(String key, long min, long max) {
    Node node = optionalNode(key);
    return node == null ? null : Scalars.integer(node, min, max, problems);
  }

  /** A number that must be there, from {@code min} to {@code max}. */
  public @Nullable Double decimal(String key, double min, double max) {
    Node node = node(key);
    return node == null ? null : Scalars.decimal(node, min, max, problems);
  }

  /** A number from {@code min} to {@code max}, or null if it is absent. */
  public @Nullable Double optionalDecimal(String key, double min, double max) {
    Node node = optionalNode(key);
    return node == null ? null : Scalars.decimal(node, min, max, problems);
  }

  /** True, false, or null if it is absent. */
  public @Nullable Boolean optionalBoolean(String key) {
    Node node = optionalNode(key);
    return node == null ? null : Scalars.bool(node, problems);
  }

  /** One of an enum's names, that must be there. */
  public <E extends Enum<E>> @Nullable E constant(String key, Class<E> type) {
    Node node = node(key);
    return node == null ? null : Scalars.constant(node, type, problems);
  }

  /** One of an enum's names, or null if it is absent. */
  public <E extends Enum<E>> @Nullable E optionalConstant(String key, Class<E> type) {
    Node node = optionalNode(key);
    return node == null ? null : Scalars.constant(node, type, problems);
  }

  /** A mapping that must be there. */
  public @Nullable MappingReader mapping(String key) {
    Node node = node(key);
    return node == null ? null : of(node, problems);
  }

  /** A mapping, or null if it is absent. */
  public @Nullable MappingReader optionalMapping(String key) {
    Node node = optionalNode(key);
    return node == null ? null : of(node, problems);
  }

  /** A list's elements; empty if it is absent. */
  public List<Node> optionalSequence(String key) {
    Node node = optionalNode(key);
    return switch (node) {
      case null -> List.of();
      case Node.Sequence sequence -> sequence.elements();
      case Node.Mapping other -> notAList(other);
      case Node.Scalar other -> notAList(other);
      case Node.Tagged other -> notAList(other);
      case Node.Unknown other -> notAList(other);
    };
  }

  /** The elements of a list that must be there. */
  public List<Node> sequence(String key) {
    return node(key) == null ? List.of() : optionalSequence(key);
  }

  /** A list whose elements are mappings; empty if it is absent. */
  public List<MappingReader> optionalMappings(String key) {
    List<MappingReader> readers = new ArrayList<>();
    for (Node element : optionalSequence(key)) {
      MappingReader reader = of(element, problems);
      if (reader != null) {
        readers.add(reader);
      }
    }
    return readers;
  }

  private List<Node> notAList(Node node) {
    Scalars.reject(node, "a list", problems);
    return List.of();
  }

  /** The keys that nobody asked for so far, in file order. */
  public List<String> unknownKeys() {
    return mapping.entries().keySet().stream().filter(key -> !known.contains(key)).toList();
  }

  /** The key asked for that an unknown one was probably meant to be. */
  public Optional<String> nearestKnown(String unknownKey) {
    return Suggestion.nearest(unknownKey, known);
  }

  /** Reports every key that nobody asked for. Called once all keys have been read. */
  public void finish() {
    for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        int line = entry.getValue().location().line();
        problems.add(
            KeyPath.child(mapping.location(), line, key),
            "is not a known key" + Suggestion.forWord(key, known));
      }
    }
  }
}
