package dev.headroom.source;

import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.document.Scalars;
import dev.headroom.table.Table;
import java.util.Set;

/**
 * A file of its own that holds an {@linkplain InlineTable inline table}, or a scenario file with
 * one under {@code table}.
 */
final class InlineFormat implements TableFormat {

  @Override
  public String name() {
    return InlineTable.FORMAT;
  }

  @Override
  public String description() {
    return "a mapping with name, billingMode, readCapacityUnits, writeCapacityUnits, partitionKey"
        + " and so on, as in a scenario's table";
  }

  @Override
  public Writing writing() {
    return Writing.VALUES_AND_MODE;
  }

  @Override
  public boolean recognises(Node document) {
    if (!(document instanceof Node.Mapping mapping)) {
      return false;
    }
    Set<String> keys = mapping.entries().keySet();
    if (isScenario(mapping)) {
      return keys.contains("table");
    }
    return !keys.contains("apiVersion")
        && !keys.contains("kind")
        && (keys.contains("name") || keys.contains("billingMode"))
        && keys.stream().filter(InlineTable.KEYS::contains).count() >= 2;
  }

  @Override
  public void read(Node document, TableReading reading) {
    if (!(document instanceof Node.Mapping mapping)) {
      return;
    }
    Node node = isScenario(mapping) ? mapping.entries().get("table") : mapping;
    switch (node) {
      case Node.Mapping inline -> {
        Table table = InlineTable.read(inline, reading.problems());
        if (table != null) {
          reading.add(table);
        }
      }
      case Node.Scalar file ->
          reading
              .problems()
              .add(
                  file.location(),
                  "is a scenario whose table is in the file "
                      + Quoted.of(file.text())
                      + "; name that file");
      case Node.Sequence list ->
          reading.problems().add(list.location(), "must be one table, not a list");
      case Node.Tagged tagged -> rejectAsTable(tagged, reading);
      case Node.Unknown unknown -> rejectAsTable(unknown, reading);
      case null -> {}
    }
  }

  private static void rejectAsTable(Node node, TableReading reading) {
    reading
        .problems()
        .add(node.location(), "must be a table or a file, not " + Scalars.describe(node));
  }

  /** Whether a document is a scenario and not only a table. */
  static boolean isScenario(Node document) {
    return document instanceof Node.Mapping mapping
        && mapping.entries().get("apiVersion") instanceof Node.Scalar version
        && version.text().startsWith("headroom/");
  }
}
