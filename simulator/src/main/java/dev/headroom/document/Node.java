package dev.headroom.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value read from a YAML or JSON file, which knows its place. */
public sealed interface Node {

  /** Where the value stands. */
  Location location();

  /**
   * A mapping from keys to values, in file order. Duplicate keys are a problem found while reading.
   *
   * @param location where the mapping begins
   * @param entries values by key; the location of an entry's value has the line of its <em>key</em>
   *     when the value is a mapping or sequence that begins on a later line
   */
  record Mapping(Location location, Map<String, Node> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** A sequence of values. */
  record Sequence(Location location, List<Node> elements) implements Node {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /**
   * A single value.
   *
   * @param text the value as it is written, without quotes
   * @param kind what the notation makes of it; a quoted value is always {@link Kind#STRING}
   */
  record Scalar(Location location, String text, Kind kind) implements Node {

    /** What a plain scalar stands for. */
    public enum Kind {
      STRING,
      INTEGER,
      DECIMAL,
      BOOLEAN,
      NULL
    }
  }

  /**
   * A value with a tag of the user's own, such as {@code !Ref}. What it means is up to the format;
   * where a format knows no tags, it is a problem like any other value of the wrong shape.
   *
   * @param tag the tag without its exclamation mark
   * @param value the value that carries it
   */
  record Tagged(Location location, String tag, Node value) implements Node {}

  /**
   * A value that a file leaves open. Reading on goes well as long as nobody needs it.
   *
   * @param text what can be said of it, with placeholders for what is not known
   * @param reason why it is not known and how to supply it, as a problem's message
   */
  record Unknown(Location location, String text, String reason) implements Node {}
}
