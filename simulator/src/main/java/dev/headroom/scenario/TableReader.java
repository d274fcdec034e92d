package dev.headroom.scenario;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Scalars;
import dev.headroom.source.InlineTable;
import dev.headroom.source.TableFiles;
import dev.headroom.table.Table;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the table that a scenario means. */
final class TableReader {

  private final Path folder;
  private final Problems problems;

  TableReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** The table, or null after noting why there is none. */
  @Nullable Table read(@Nullable Node node, @Nullable Given<String> name) {
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Mapping mapping) {
      Table table = InlineTable.read(mapping, problems);
      return table == null ? null : select(List.of(table), node.location(), name);
    }
    String file = Scalars.text(node, problems);
    if (file == null) {
      return null;
    }
    if (file.startsWith("aws:")) {
      problems.add(node.location(), "is not supported yet: a live table");
      return null;
    }
    try {
      Path path = folder.resolve(file);
      if (!Files.exists(path)) {
        problems.add(node.location(), "does not exist: " + path);
        return null;
      }
      return select(TableFiles.read(path), node.location(), name);
    } catch (InvalidPathException e) {
      problems.add(node.location(), "is no file name: " + Scalars.describe(node));
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> problems.add(problem.location(), problem.message()));
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
