package dev.headroom.scenario;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Scalars;
import dev.headroom.source.InlineTable;
import dev.headroom.source.LiveTables;
import dev.headroom.source.TableFiles;
import dev.headroom.source.Variables;
import dev.headroom.table.Table;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the table that a scenario means. */
final class TableReader {

  private final Path folder;
  private final Variables variables;
  private final Problems problems;

  TableReader(Path folder, Variables variables, Problems problems) {
    this.folder = folder;
    this.variables = variables;
    this.problems = problems;
  }

  /** The table, or null after noting why there is none. */
  @Nullable Table read(@Nullable Node node, @Nullable Given<String> name) {
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Mapping mapping) {
      if (variables.run() == null && !variables.values().isEmpty()) {
        problems.add(node.location(), "is no file, so that no variable can be given to it");
      }
      Table table = InlineTable.read(mapping, problems);
      return table == null ? null : select(List.of(table), node.location(), name);
    }
    List<Path> paths = new ArrayList<>();
    boolean isComplete = true;
    for (Node file : node instanceof Node.Sequence list ? list.elements() : List.of(node)) {
      Path path = path(file);
      isComplete &= path != null;
      if (path != null) {
        paths.add(path);
      }
    }
    if (paths.isEmpty() && isComplete) {
      problems.add(node.location(), "must name at least one file");
    }
    if (paths.isEmpty() || !isComplete) {
      return null;
    }
    Problems own = new Problems();
    List<Table> tables = TableFiles.read(paths, variables, own);
    own.list().forEach(problem -> problems.add(problem.location(), problem.message()));
    return own.isEmpty() ? select(tables, node.location(), name) : null;
  }

  /**
   * The path of a file or folder that exists, or of a live table; null after noting why there is
   * none.
   */
  private @Nullable Path path(Node node) {
    String file = Scalars.text(node, problems);
    if (file == null) {
      return null;
    }
    try {
      if (LiveTables.isLive(file)) {
        return Path.of(file);
      }
      Path path = folder.resolve(file);
      if (Files.exists(path)) {
        return path;
      }
      problems.add(node.location(), "does not exist: " + path);
    } catch (InvalidPathException e) {
      problems.add(node.location(), "is no file name: " + Scalars.describe(node));
    }
    return null;
  }

  private @Nullable Table select(
      List<Table> tables, Location location, @Nullable Given<String> name) {
    return name == null
        ? TableFiles.select(tables, null, location, problems)
        : TableFiles.select(tables, name.value(), name.location(), problems);
  }
}
