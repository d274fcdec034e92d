package dev.headroom.document;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads YAML text, one or several documents, into nodes. Used once.
 *
 * <p>Works on the parser's events and never builds Java objects from tags; a tag of the user's own
 * stays with its value. An alias shares the nodes of its anchor, which keep the anchor's location,
 * but counts as much as they do. A merge key {@code <<} copies the entries that the mapping does
 * not have itself.
 */
final class YamlDocumentParser {

  private static final String CORE_TAGS = "tag:yaml.org,2002:";
  private static final String MERGE_KEY = "<<";
  private static final String ONLY_MAPPINGS = "only mappings can be merged";

  /** Begins a tag of the user's own, which stands for itself. */
  private static final String LOCAL_TAG = "!";

  /**
   * The library's time grows with the square of a word's length; no line that people write is
   * longer.
   */
  private static final int MAX_LINE_CHARACTERS = 50_000;

  /** A node that an alias may name, with the number of values in it. */
  private record Anchored(Node node, long size) {}

  private final String fileName;
  private final String text;
  private final Iterator<Event> events;
  private final Problems problems = new Problems();
  private final NodeCount nodes;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<String> openAnchors = new HashSet<>();

  YamlDocumentParser(String fileName, String text, int maxNodes) {
    this.fileName = fileName;
    this.text = text;
    this.nodes = new NodeCount(fileName, maxNodes);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.events = new Yaml(options).parse(new StringReader(text)).iterator();
  }

  /**
   * Reads the text.
   *
   * @throws InvalidInputException if the text is not YAML, or YAML that cannot be used
   */
  List<Node> parse() {
    checkLines();
    List<Node> documents = new ArrayList<>();
    try {
      while (events.hasNext()) {
        if (events.next() instanceof DocumentStartEvent) {
          anchors.clear();
          Node root = node(events.next(), "", 0, 0);
          if (!isNull(root)) {
            documents.add(root);
          }
        }
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      throw new InvalidInputException(
          new Location(fileName, mark == null ? 0 : mark.getLine() + 1, ""), explain(e));
    } catch (YAMLException e) {
      throw new InvalidInputException(
          Location.ofFile(fileName),
          "is not valid YAML: " + Quoted.plain(String.valueOf(e.getMessage())));
    }
    problems.throwIfAny();
    return documents;
  }

  private void checkLines() {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      if (i - lineStart > MAX_LINE_CHARACTERS) {
        throw new InvalidInputException(
            new Location(fileName, line, ""),
            "is not YAML that can be read: a line is longer than "
                + MAX_LINE_CHARACTERS
                + " characters");
      }
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        boolean counted = c == '\n' && i > 0 && text.charAt(i - 1) == '\r';
        line += counted ? 0 : 1;
        lineStart = i + 1;
      }
    }
  }

  private Node node(Event event, String path, int keyLine, int depth) {
    int line = lineOf(event);
    nodes.add(1, line);
    return switch (event) {
      case ScalarEvent scalar -> {
        Node node = scalar(scalar, new Location(fileName, line, path));
        remember(scalar.getAnchor(), node, 1);
        yield node;
      }
      case MappingStartEvent mapping -> {
        Location location = new Location(fileName, keyLine > 0 ? keyLine : line, path);
        checkTag(mapping.getTag(), "map", location);
        yield container(
            mapping.getAnchor(), () -> tagged(mapping.getTag(), mapping(location, depth + 1)));
      }
      case SequenceStartEvent sequence -> {
        Location location = new Location(fileName, keyLine > 0 ? keyLine : line, path);
        checkTag(sequence.getTag(), "seq", location);
        yield container(
            sequence.getAnchor(), () -> tagged(sequence.getTag(), sequence(location, depth + 1)));
      }
      case AliasEvent alias -> aliased(alias.getAnchor(), new Location(fileName, line, path));
      default -> throw new IllegalStateException("no value starts with " + event.getEventId());
    };
  }

  private interface Container {
    Node read();
  }

  private Node container(@Nullable String anchor, Container container) {
    long before = nodes.count();
    if (anchor != null) {
      openAnchors.add(anchor);
    }
    Node node = container.read();
    if (anchor != null) {
      openAnchors.remove(anchor);
    }
    remember(anchor, node, nodes.count() - before + 1);
    return node;
  }

  private void remember(@Nullable String anchor, Node node, long size) {
    if (anchor != null) {
      anchors.put(anchor, new Anchored(node, size));
    }
  }

  private Node aliased(String anchor, Location location) {
    if (openAnchors.contains(anchor)) {
      throw new InvalidInputException(
          location, "alias *" + Quoted.plain(anchor) + " stands inside the value it names");
    }
    Anchored anchored = anchors.get(anchor);
    if (anchored == null) {
      throw new InvalidInputException(
          location, "alias *" + Quoted.plain(anchor) + " has no anchor before it");
    }
    nodes.add(anchored.size() - 1, location.line());
    return anchored.node();
  }

  private Node mapping(Location location, int depth) {
    nodes.checkDepth(depth, location);
    Entries entries = new Entries(location, problems);
    List<Node> merged = new ArrayList<>();
    boolean hasMerge = false;
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      int line = lineOf(event);
      boolean merge = isMergeKey(event);
      String key = key(event, location, depth);
      Node value = node(events.next(), KeyPath.child(location.key(), key), line, depth);
      if (merge && !hasMerge) {
        hasMerge = true;
        merged.add(value);
      } else {
        entries.add(key, line, value);
      }
    }
    merged.forEach(value -> merge(value, entries, location.line()));
    return entries.toMapping();
  }

  private static boolean isMergeKey(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getValue().equals(MERGE_KEY);
  }

  private void merge(Node value, Entries entries, int line) {
    switch (value) {
      case Node.Mapping mapping -> {
        nodes.add(mapping.entries().size(), line);
        mapping.entries().forEach(entries::merge);
      }
      case Node.Sequence sequence
          when sequence.elements().stream().allMatch(Node.Mapping.class::isInstance) ->
          sequence.elements().forEach(element -> merge(element, entries, line));
      case Node.Sequence sequence -> problems.add(sequence.location(), ONLY_MAPPINGS);
      case Node.Scalar scalar -> problems.add(scalar.location(), ONLY_MAPPINGS);
      case Node.Tagged tagged -> problems.add(tagged.location(), ONLY_MAPPINGS);
      case Node.Unknown unknown -> throw new IllegalStateException("read from a file: " + unknown);
    }
  }

  private String key(Event event, Location mapping, int depth) {
    Node key = node(event, mapping.key(), 0, depth);
    if (key instanceof Node.Scalar scalar && scalar.kind() != Node.Scalar.Kind.NULL) {
      return scalar.text();
    }
    throw new InvalidInputException(
        new Location(fileName, lineOf(event), mapping.key()),
        "has a key that is not text; quote it if it contains special characters such as { [ or *");
  }

  private Node sequence(Location location, int depth) {
    nodes.checkDepth(depth, location);
    List<Node> elements = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      elements.add(node(event, KeyPath.element(location.key(), elements.size()), 0, depth));
    }
    return new Node.Sequence(location, elements);
  }

  private Node scalar(ScalarEvent event, Location location) {
    String text = event.getValue();
    String tag = event.getTag();
    if (tag == null || isLocal(tag)) {
      boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
      return tagged(
          tag,
          new Node.Scalar(
              location, text, plain ? PlainScalars.kind(text) : Node.Scalar.Kind.STRING));
    }
    Node.Scalar.Kind kind =
        switch (tag) {
          case LOCAL_TAG, CORE_TAGS + "str", CORE_TAGS + "timestamp" -> Node.Scalar.Kind.STRING;
          case CORE_TAGS + "int" -> Node.Scalar.Kind.INTEGER;
          case CORE_TAGS + "float" -> Node.Scalar.Kind.DECIMAL;
          case CORE_TAGS + "bool" -> Node.Scalar.Kind.BOOLEAN;
          case CORE_TAGS + "null" -> Node.Scalar.Kind.NULL;
          default -> throw unsupportedTag(tag, location);
        };
    return new Node.Scalar(location, text, kind);
  }

  private static boolean isLocal(String tag) {
    return tag.startsWith(LOCAL_TAG) && tag.length() > LOCAL_TAG.length();
  }

  /** A value with its tag, if that is one of the user's own. */
  private static Node tagged(@Nullable String tag, Node value) {
    return tag != null && isLocal(tag)
        ? new Node.Tagged(value.location(), tag.substring(LOCAL_TAG.length()), value)
        : value;
  }

  private static void checkTag(@Nullable String tag, String expected, Location location) {
    if (tag != null
        && !tag.equals(LOCAL_TAG)
        && !isLocal(tag)
        && !tag.equals(CORE_TAGS + expected)) {
      throw unsupportedTag(tag, location);
    }
  }

  private static InvalidInputException unsupportedTag(String tag, Location location) {
    String shown = tag.startsWith(CORE_TAGS) ? "!!" + tag.substring(CORE_TAGS.length()) : tag;
    return new InvalidInputException(
        location, "the YAML tag " + Quoted.plain(shown) + " is not supported here");
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.NULL;
  }

  private static int lineOf(Event event) {
    return event.getStartMark().getLine() + 1;
  }

  private static String explain(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("TAB")) {
      return "a tab is used for indentation; YAML wants spaces";
    }
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return "is not valid YAML: " + Quoted.plain(context) + Quoted.plain(problem);
  }
}
