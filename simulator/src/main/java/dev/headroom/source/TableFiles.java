package dev.headroom.source;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads tables from files of any {@link TableFormat}, told by their content. Stateless. */
public final class TableFiles {

  private static final List<TableFormat> FORMATS =
      List.of(
          new KubeVelaFormat(),
          new KroFormat(),
          new AckFormat(),
          new CrossplaneFormat(),
          new CloudFormationFormat(),
          new TerraformFormat(),
          new ApplicationAutoScalingFormat(),
          new CloudWatchAlarmFormat(),
          new DescribeTableFormat(),
          new DataModelFormat(),
          new SnapshotFormat(),
          new InlineFormat());

  private TableFiles() {}

  /** The accepted formats. */
  public static List<TableFormat> formats() {
    return FORMATS;
  }

  /**
   * Reads the tables of a file, or of the table files directly in a folder.
   *
   * @return at least one table, in file order
   * @throws InvalidInputException with everything that is wrong
   */
  public static List<Table> read(Path path) {
    return read(List.of(path), Variables.NONE);
  }

  /**
   * Reads a set of table files: what one of them declares may act on the tables of another.
   *
   * @param paths files, and folders that stand for the table files directly in them
   * @param variables the user's values for parameters of the files
   * @return at least one table, in the order of the files
   * @throws InvalidInputException with everything that is wrong
   */
  public static List<Table> read(List<Path> paths, Variables variables) {
    Problems problems = new Problems();
    List<Table> tables = read(paths, variables, problems);
    problems.throwIfAny();
    return tables;
  }

  /**
   * Reads the tables of what would be a file's content.
   *
   * @param name stands for the file's name in problems
   * @return at least one table
   * @throws InvalidInputException with everything that is wrong
   */
  public static List<Table> read(String name, byte[] content) {
    Problems problems = new Problems();
    TableSetReader reader = new TableSetReader(Variables.NONE, problems);
    reader.read(name, Documents.text(name, content));
    List<Table> tables = reader.finish();
    problems.throwIfAny();
    return tables;
  }

  /**
   * The same, with problems instead of an exception.
   *
   * @return the tables of the files that have no problems
   */
  public static List<Table> read(List<Path> paths, Variables variables, Problems problems) {
    TableSetReader reader = new TableSetReader(variables, problems);
    paths.forEach(reader::read);
    return reader.finish();
  }

  /**
   * Picks a table by name, or the only one.
   *
   * @param name the wanted name, with the Region as in {@code orders (eu-west-1)} where only that
   *     tells the tables apart; null where the user did not say
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
    List<Table> candidates = name == null ? tables : called(tables, name);
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    String names =
        tables.stream()
            .map(table -> Quoted.plain(withRegion(table)))
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

  /** The tables that a name fits, with or without the Region. */
  public static List<Table> called(List<Table> tables, String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name) || withRegion(table).equals(name))
        .toList();
  }

  private static String withRegion(Table table) {
    return table.name() + (table.region() == null ? "" : " (" + table.region() + ")");
  }

  /** The format of a document; null if it is none that can be read. */
  static @Nullable TableFormat formatOf(Node document) {
    return FORMATS.stream().filter(format -> format.recognises(document)).findFirst().orElse(null);
  }
}
