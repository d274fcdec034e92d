package dev.headroom.scenario;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applies assignments such as {@code traffic[0].rate=900/s} to a scenario's nodes. */
final class NodeEditor {

  /** The file name in the location of values that come from an assignment. */
  static final String SOURCE = "--set";

  private static final Pattern SEGMENT =
      Pattern.compile("\\.?([^.\\[\\]\"]+)|\\[([0-9]{1,6})]|\\[\"([^\"]+)\"]");
  private static final int MAX_DEPTH = 50;

  private final Problems problems;

  NodeEditor(Problems problems) {
    this.problems = problems;
  }

  /**
   * An assignment taken apart.
   *
   * @param path keys, names and indexes from the root on
   * @param key the path as written
   */
  record Assignment(List<String> path, String key, Node value) {}

  /** Takes an assignment apart; null after noting what is wrong with it. */
  @Nullable Assignment parse(String setting) {
    int equals = setting.indexOf('=');
    String key = equals < 0 ? setting : setting.substring(0, equals).strip();
    List<String> path = equals < 0 ? null : path(key);
    if (path == null) {
      problems.add(
          new Location(SOURCE, 0, ""),
          "must be key=value such as traffic[0].rate=900/s, not " + quoted(setting));
      return null;
    }
    Location location = new Location(SOURCE, 0, key);
    String text = setting.substring(equals + 1);
    if (text.isBlank()) {
      problems.add(location, "has no value");
      return null;
    }
    try {
      List<Node> values = Documents.read(SOURCE, text.getBytes(StandardCharsets.UTF_8));
      if (values.size() == 1) {
        return new Assignment(path, key, relocated(values.getFirst(), key));
      }
    } catch (InvalidInputException e) {
      // Said below, with the key that the value is for.
    }
    problems.add(location, "has a value that is not YAML: " + quoted(text));
    return null;
  }

  /** The tree with an assignment applied; unchanged after noting why it does not fit. */
  Node apply(Node root, Assignment assignment) {
    Node edited = set(root, assignment, 0);
    return edited == null ? root : edited;
  }

  private @Nullable Node set(@Nullable Node node, Assignment assignment, int depth) {
    if (depth == assignment.path.size()) {
      return assignment.value;
    }
    String segment = assignment.path.get(depth);
    if (node == null || node instanceof Node.Mapping) {
      return setInMapping((Node.Mapping) node, segment, assignment, depth);
    }
    if (node instanceof Node.Sequence sequence) {
      return setInSequence(sequence, segment, assignment, depth);
    }
    problems.add(
        assignment.value.location(),
        "cannot be set: what holds " + segment + " is " + Scalars.describe(node));
    return null;
  }

  private @Nullable Node setInMapping(
      Node.@Nullable Mapping mapping, String segment, Assignment assignment, int depth) {
    Map<String, Node> entries =
        mapping == null ? new LinkedHashMap<>() : new LinkedHashMap<>(mapping.entries());
    Node child = entries.get(segment);
    boolean isNull = child instanceof Node.Scalar s && s.kind() == Node.Scalar.Kind.NULL;
    Node edited = set(isNull ? null : child, assignment, depth + 1);
    if (edited == null) {
      return null;
    }
    entries.put(segment, edited);
    return new Node.Mapping(
        mapping == null ? assignment.value.location() : mapping.location(), entries);
  }

  private @Nullable Node setInSequence(
      Node.Sequence sequence, String segment, Assignment assignment, int depth) {
    int index = indexOf(sequence, segment);
    if (index < 0) {
      problems.add(assignment.value.location(), "cannot be set: there is no element " + segment);
      return null;
    }
    List<Node> elements = new ArrayList<>(sequence.elements());
    Node edited = set(elements.get(index), assignment, depth + 1);
    if (edited == null) {
      return null;
    }
    elements.set(index, edited);
    return new Node.Sequence(sequence.location(), elements);
  }

  /** The element with a number, or the one whose {@code name} is the segment; -1 for none. */
  private static int indexOf(Node.Sequence sequence, String segment) {
    List<Node> elements = sequence.elements();
    for (int i = 0; i < elements.size(); i++) {
      boolean isNamed =
          elements.get(i) instanceof Node.Mapping mapping
              && mapping.entries().get("name") instanceof Node.Scalar name
              && name.text().equals(segment);
      if (isNamed) {
        return i;
      }
    }
    int index = segment.matches("[0-9]{1,6}") ? Integer.parseInt(segment) : -1;
    return index < elements.size() ? index : -1;
  }

  // Names of model constants contain dots, so that all behind "model." is one key.
  private static @Nullable List<String> path(String key) {
    if (key.startsWith("model.") && key.length() > "model.".length()) {
      return List.of("model", key.substring("model.".length()));
    }
    List<String> path = new ArrayList<>();
    Matcher matcher = SEGMENT.matcher(key);
    int end = 0;
    while (end < key.length() && path.size() < MAX_DEPTH) {
      if (!matcher.find(end) || matcher.start() != end) {
        return null;
      }
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          path.add(matcher.group(group));
        }
      }
      end = matcher.end();
    }
    return path.isEmpty() || end < key.length() || key.startsWith(".") ? null : path;
  }

  private static Node relocated(Node node, String key) {
    String inner = node.location().key();
    String separator = inner.isEmpty() || inner.startsWith("[") ? "" : ".";
    Location location = new Location(SOURCE, 0, key + separator + inner);
    return switch (node) {
      case Node.Scalar scalar -> new Node.Scalar(location, scalar.text(), scalar.kind());
      case Node.Sequence sequence ->
          new Node.Sequence(
              location, sequence.elements().stream().map(e -> relocated(e, key)).toList());
      case Node.Mapping mapping -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        mapping.entries().forEach((name, child) -> entries.put(name, relocated(child, key)));
        yield new Node.Mapping(location, entries);
      }
      case Node.Tagged tagged ->
          new Node.Tagged(location, tagged.tag(), relocated(tagged.value(), key));
      case Node.Unknown unknown -> new Node.Unknown(location, unknown.text(), unknown.reason());
    };
  }

  private static String quoted(String text) {
    return Scalars.describe(
        new Node.Scalar(Location.ofFile(SOURCE), text, Node.Scalar.Kind.STRING));
  }
}
