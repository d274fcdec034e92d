package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Placeholders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recordings of LocalStack's tests ({@code *.snapshot.json}): by test, the answers of the service
 * under {@code recorded-content}. Of a table that a test describes several times, the last answer
 * counts, but for that of delete-table, which does not describe it.
 *
 * <p>Names and times in them are placeholders such as {@code <table-name:1>}. The same stand in
 * every test, so that a table bears the test's name too.
 */
final class SnapshotFormat implements TableFormat {

  private static final String RECORDED = "recorded-content";

  /** How deep within a recording an answer stands at most. */
  private static final int MAX_DEPTH = 4;

  private static final String TABLE_NAME = "TableName";

  /** What stands for every time. */
  private static final String DATE = "datetime";

  @Override
  public String name() {
    return "snapshot";
  }

  @Override
  public String description() {
    return "a snapshot of LocalStack's tests (JSON with \"recorded-content\")";
  }

  @Override
  public boolean recognises(Node document) {
    return document instanceof Node.Mapping mapping
        && (mapping.entries().containsKey(RECORDED)
            || mapping.entries().values().stream().anyMatch(SnapshotFormat::isRecording));
  }

  private static boolean isRecording(Node node) {
    return node instanceof Node.Mapping mapping && mapping.entries().containsKey(RECORDED);
  }

  @Override
  public void read(Node document, TableReading reading) {
    if (isRecording(document)) {
      readRecording("", document, reading);
    } else if (document instanceof Node.Mapping tests) {
      tests
          .entries()
          .forEach(
              (test, recording) -> {
                if (isRecording(recording)) {
                  String name = test.substring(test.lastIndexOf(':') + 1);
                  readRecording(name + " ", recording, reading);
                }
              });
    }
  }

  private static void readRecording(String prefix, Node test, TableReading reading) {
    Map<String, Node.Mapping> tables = new LinkedHashMap<>();
    collect(((Node.Mapping) test).entries().get(RECORDED), 0, tables);
    tables.forEach(
        (name, table) ->
            DescribeTableFormat.readInto(
                new MappingReader(plain(prefix, name, table), reading.problems()), reading));
  }

  private static void collect(@Nullable Node node, int depth, Map<String, Node.Mapping> tables) {
    if (!(node instanceof Node.Mapping mapping) || depth > MAX_DEPTH) {
      return;
    }
    Node description = DescribeTableFormat.wrapped(mapping);
    if (description instanceof Node.Mapping table
        && table.entries().get(TABLE_NAME) instanceof Node.Scalar name) {
      if (table.entries().containsKey("KeySchema")) {
        tables.put(name.text(), table);
      }
      return;
    }
    mapping.entries().values().forEach(value -> collect(value, depth + 1, tables));
  }

  /** The description without placeholders; every test has the same one for the name. */
  private static Node.Mapping plain(String prefix, String name, Node.Mapping table) {
    Map<String, Node> entries = new LinkedHashMap<>(table.entries());
    entries.values().removeIf(SnapshotFormat::isPlaceholder);
    String unique = Placeholders.isIn(name) ? prefix + name : name;
    entries.put(TABLE_NAME, new Node.Scalar(table.location(), unique, Node.Scalar.Kind.STRING));
    return new Node.Mapping(table.location(), entries);
  }

  private static boolean isPlaceholder(Node node) {
    return node instanceof Node.Scalar scalar
        && (Placeholders.isIn(scalar.text()) || scalar.text().equals(DATE));
  }
}
