package dev.headroom.source;

import dev.headroom.document.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recordings of LocalStack's tests ({@code *.snapshot.json}): by test, the answers of the service
 * under {@code recorded-content}. Of a table that a test describes several times, the last answer
 * counts.
 *
 * <p>Names and times in them are placeholders such as {@code <table-name:1>}.
 */
final class SnapshotFormat implements TableFormat {

  private static final String RECORDED = "recorded-content";

  /** How deep within a recording an answer stands at most. */
  private static final int MAX_DEPTH = 4;

  private static final DescribeTableFormat ANSWER = new DescribeTableFormat();

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
      readRecording(document, reading);
    } else if (document instanceof Node.Mapping tests) {
      tests.entries().values().stream()
          .filter(SnapshotFormat::isRecording)
          .forEach(test -> readRecording(test, reading));
    }
  }

  private static void readRecording(Node test, TableReading reading) {
    Map<String, Node> answers = new LinkedHashMap<>();
    collect(((Node.Mapping) test).entries().get(RECORDED), 0, answers);
    answers.values().forEach(answer -> ANSWER.read(answer, reading));
  }

  private static void collect(@Nullable Node node, int depth, Map<String, Node> answers) {
    if (!(node instanceof Node.Mapping mapping) || depth > MAX_DEPTH) {
      return;
    }
    Node description = ANSWER.recognises(node) ? DescribeTableFormat.description(mapping) : null;
    if (description instanceof Node.Mapping table
        && table.entries().get("TableName") instanceof Node.Scalar name) {
      answers.put(name.text(), node);
      return;
    }
    mapping.entries().values().forEach(value -> collect(value, depth + 1, answers));
  }
}
