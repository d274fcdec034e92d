package dev.headroom.document;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects a mapping's entries and reports duplicate keys with both lines. Not thread-safe. */
final class Entries {

  private final Location mapping;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();

  Entries(Location mapping, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /** Adds an entry that stands in the mapping itself; the first of two wins. */
  void add(String key, int line, Node value) {
    Integer earlier = lines.putIfAbsent(key, line);
    if (earlier == null) {
      values.put(key, value);
    } else {
      problems.add(
          KeyPath.child(mapping, line, key),
          "is a duplicate key; it stands already on line " + earlier);
    }
  }

  /** Adds an entry from a merged mapping; those of the mapping itself win. */
  void merge(String key, Node value) {
    values.putIfAbsent(key, value);
  }

  Node.Mapping toMapping() {
    return new Node.Mapping(mapping, values);
  }
}
