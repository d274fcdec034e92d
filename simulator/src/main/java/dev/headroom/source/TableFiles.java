package dev.headroom.source;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.document.Scalars;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads tables from files of any {@link TableFormat}, told by their content. */
public final class TableFiles {

  private static final List<TableFormat> FORMATS =
      List.of(new KubeVelaFormat(), new DescribeTableFormat(), new InlineFormat());

  /** Seen keys named in the message about an unknown file. */
  private static final int MAX_SEEN = 8;

  private TableFiles() {}

  /** The accepted formats. */
  public static List<TableFormat> formats() {
    return FORMATS;
  }

  /**
   * Reads a file's tables.
   *
   * @return at least one table, in file order
   * @throws InvalidInputException with everything that is wrong with the file
   */
  public static List<Table> read(Path file) {
    Problems problems = new Problems();
    List<Table> tables = read(Documents.read(file), file.toString(), problems);
    problems.throwIfAny();
    return tables;
  }

  /**
   * Reads the tables of a file's documents.
   *
   * @return the tables in file order; at least one if no problem was added
   */
  public static List<Table> read(List<Node> documents, String fileName, Problems problems) {
    Problems own = new Problems();
    List<Table> tables = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    List<Node> unknown = new ArrayList<>();
    for (Node document : documents.stream().flatMap(d -> flatten(d).stream()).toList()) {
      TableFormat format = formatOf(document);
      if (format == null) {
        unknown.add(document);
      } else {
        TableReading reading = new TableReading(own);
        format.read(document, reading);
        tables.addAll(reading.tables());
        remarks.addAll(reading.remarks());
      }
    }
    List<Table> distinct = withoutRepetitions(tables, own);
    if (distinct.isEmpty() && own.isEmpty()) {
      reportNothing(fileName, unknown, remarks, own);
    }
    own.list().forEach(problem -> problems.add(problem.location(), problem.message()));
    return unknown.isEmpty()
        ? distinct
        : withRemark(distinct, "ignored in this file: " + seen(unknown));
  }

  /**
   * Picks a table by name, or the only one.
   *
   * @param name the wanted name; null where the user did not say
   * @param location where the table is asked for
   * @throws InvalidInputException if there is no such table, or more than one; lists the names
   */
  public static Table select(List<Table> tables, @Nullable String name, Location location) {
    Problems problems = new Problems();
    Table selected = select(tables, name, location, problems);
    problems.throwIfAny();
    return Objects.requireNonNull(selected);
  }

  /** The same, with a problem instead of an exception; null after noting one. */
  public static @Nullable Table select(
      List<Table> tables, @Nullable String name, Location location, Problems problems) {
    List<Table> candidates =
        tables.stream().filter(table -> name == null || table.name().equals(name)).toList();
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    String names =
        tables.stream()
            .map(table -> Quoted.plain(table.name()) + regionSuffix(table))
            .collect(Collectors.joining(", "));
    if (name == null) {
      problems.add(location, "the file has several tables; name one of: " + names);
    } else if (candidates.isEmpty()) {
      problems.add(location, "no table is called " + Quoted.of(name) + "; there are: " + names);
    } else {
      problems.add(location, "several tables are called " + Quoted.of(name) + ": " + names);
    }
    return null;
  }

  private static String regionSuffix(Table table) {
    return table.region() == null ? "" : " (" + Quoted.plain(table.region()) + ")";
  }

  private static @Nullable TableFormat formatOf(Node document) {
    return FORMATS.stream().filter(f -> f.recognises(document)).findFirst().orElse(null);
  }

  /** The documents within a top-level list or a Kubernetes {@code List}. */
  private static List<Node> flatten(Node document) {
    if (document instanceof Node.Sequence sequence && !sequence.elements().isEmpty()) {
      return sequence.elements();
    }
    if (document instanceof Node.Mapping mapping
        && mapping.entries().get("kind") instanceof Node.Scalar kind
        && kind.text().equals("List")
        && mapping.entries().get("items") instanceof Node.Sequence items) {
      return items.elements();
    }
    return List.of(document);
  }

  private static List<Table> withoutRepetitions(List<Table> tables, Problems problems) {
    List<Table> distinct = new ArrayList<>();
    for (Table table : tables) {
      int earlier = indexOf(distinct, table);
      if (earlier < 0) {
        distinct.add(table);
        continue;
      }
      Table first = distinct.get(earlier);
      if (Tables.sameSettings(first, table)) {
        String note =
            "is described twice with the same settings, again on line "
                + table.origin().line()
                + "; counted once";
        distinct.set(earlier, Tables.withNotes(first, List.of(note)));
      } else {
        problems.add(
            new Location(table.origin().file(), table.origin().line(), ""),
            "table "
                + Quoted.of(table.name())
                + " is described a second time with other settings; the first is on line "
                + first.origin().line());
      }
    }
    return distinct;
  }

  /** Two tables of one name in different Regions are different tables. */
  private static int indexOf(List<Table> tables, Table wanted) {
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      boolean otherRegion =
          table.region() != null
              && wanted.region() != null
              && !table.region().equals(wanted.region());
      if (table.name().equals(wanted.name()) && !otherRegion) {
        return i;
      }
    }
    return -1;
  }

  private static void reportNothing(
      String fileName, List<Node> unknown, List<String> remarks, Problems problems) {
    if (unknown.isEmpty()) {
      String found = remarks.isEmpty() ? "" : "; " + String.join("; ", remarks);
      problems.add(Location.ofFile(fileName), "declares no DynamoDB table" + found);
      return;
    }
    String accepted =
        FORMATS.stream().map(TableFormat::description).collect(Collectors.joining("; "));
    problems.add(
        new Location(fileName, unknown.getFirst().location().line(), ""),
        "is not a table file that can be read; found "
            + seen(unknown)
            + "; accepted are: "
            + accepted);
  }

  private static List<Table> withRemark(List<Table> tables, String remark) {
    return tables.stream().map(table -> Tables.withNotes(table, List.of(remark))).toList();
  }

  private static String seen(List<Node> documents) {
    String seen =
        documents.stream().limit(MAX_SEEN).map(TableFiles::seen).collect(Collectors.joining(", "));
    int more = documents.size() - MAX_SEEN;
    return more > 0 ? seen + " and " + more + " more documents" : seen;
  }

  private static String seen(Node document) {
    if (!(document instanceof Node.Mapping mapping)) {
      return Scalars.describe(document);
    }
    MappingReader reader = new MappingReader(mapping, new Problems());
    if (reader.has("kind") && reader.has("apiVersion")) {
      return "kind " + Quoted.plain(String.valueOf(reader.optionalString("kind")));
    }
    if (mapping.entries().isEmpty()) {
      return "an empty mapping";
    }
    String more = mapping.entries().size() > MAX_SEEN ? ", …" : "";
    return mapping.entries().keySet().stream()
        .limit(MAX_SEEN)
        .map(Quoted::plain)
        .collect(Collectors.joining(", ", "the keys ", more));
  }
}
