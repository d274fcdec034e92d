package dev.headroom.source;

import dev.headroom.document.Problems;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.TableSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that was read of tables in few words, one line for each part, for tests. */
final class TableSummary {

  private static final Path FILES =
      Path.of("src", "test", "resources", "dev", "headroom", "source");

  private TableSummary() {}

  /** The tables that a set of files in this package's test resources declares. */
  static String of(String... files) {
    return of(Map.of(), files);
  }

  static String of(Map<String, String> variables, String... files) {
    List<Path> paths = Arrays.stream(files).map(FILES::resolve).toList();
    return of(TableFiles.read(paths, new Variables(variables)));
  }

  /** What is wrong with a set of files, a line each, without the folder's path. */
  static String problems(String... files) {
    Problems problems = new Problems();
    List<Path> paths = Arrays.stream(files).map(FILES::resolve).toList();
    TableFiles.read(paths, Variables.NONE, problems);
    return problems.list().stream()
        .map(problem -> problem.toString().replace(FILES + "/", ""))
        .collect(Collectors.joining("\n"));
  }

  static String of(List<Table> tables) {
    List<String> lines = new ArrayList<>();
    tables.forEach(table -> add(table, lines));
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static void add(Table table, List<String> lines) {
    lines.add(
        table.name()
            + (table.region() == null ? "" : " in " + table.region())
            + ": "
            + capacity(table.capacity())
            + ", key "
            + keys(table.keySchema()));
    if (table.warmThroughput() != null) {
      lines.add(
          "  warm "
              + table.warmThroughput().readUnitsPerSecond()
              + "/"
              + table.warmThroughput().writeUnitsPerSecond());
    }
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      lines.add(
          "  global "
              + index.indexName()
              + ": "
              + capacity(index.capacity())
              + ", key "
              + keys(index.keySchema())
              + ", "
              + projection(index.projection()));
    }
    for (LocalSecondaryIndex index : table.localSecondaryIndexes()) {
      lines.add(
          "  local "
              + index.indexName()
              + ": key "
              + keys(index.keySchema())
              + ", "
              + projection(index.projection()));
    }
    table.autoScaling().forEach(scaling -> lines.add("  scales " + scaling(scaling)));
    String settings = settings(table.settings());
    if (!settings.isEmpty()) {
      lines.add("  settings" + settings);
    }
    table.notes().forEach(note -> lines.add("  note " + note));
  }

  private static String capacity(CapacityMode mode) {
    return switch (mode) {
      case CapacityMode.Provisioned provisioned ->
          provisioned.readCapacityUnits() + "/" + provisioned.writeCapacityUnits();
      case CapacityMode.OnDemand onDemand ->
          "on demand"
              + maximum(onDemand.maxReadRequestUnits(), "read")
              + maximum(onDemand.maxWriteRequestUnits(), "write");
    };
  }

  private static String maximum(OptionalLong units, String word) {
    return units.isEmpty() ? "" : " max " + word + " " + units.getAsLong();
  }

  private static String keys(List<KeyAttribute> keys) {
    return keys.stream()
        .map(key -> key.attributeName() + " " + key.attributeType())
        .collect(Collectors.joining(" + "));
  }

  private static String projection(Projection projection) {
    return projection.type()
        + (projection.nonKeyAttributes().isEmpty() ? "" : " " + projection.nonKeyAttributes());
  }

  private static String scaling(AutoScaling scaling) {
    return scaling.dimension().name().toLowerCase(Locale.ROOT)
        + " of "
        + scaling.resource()
        + ": "
        + scaling.minCapacityUnits()
        + " to "
        + scaling.maxCapacityUnits()
        + (scaling.targetPercent() == null ? "" : " at " + scaling.targetPercent() + "%")
        + (scaling.scaleInCooldownSeconds() == 0
            ? ""
            : ", in after " + scaling.scaleInCooldownSeconds() + "s")
        + (scaling.scaleOutCooldownSeconds() == 0
            ? ""
            : ", out after " + scaling.scaleOutCooldownSeconds() + "s")
        + (scaling.disableScaleIn() ? ", never lowered" : "")
        + scaling.scheduled().stream()
            .map(
                action ->
                    ", "
                        + action.schedule()
                        + " "
                        + text(action.minCapacityUnits())
                        + ".."
                        + text(action.maxCapacityUnits()))
            .collect(Collectors.joining());
  }

  private static String text(@Nullable Long units) {
    return units == null ? "" : units.toString();
  }

  private static String settings(TableSettings settings) {
    return (settings.tableClass() == TableSettings.TableClass.STANDARD
            ? ""
            : " " + settings.tableClass())
        + (settings.streamViewType() == null ? "" : " stream " + settings.streamViewType())
        + (settings.ttlAttribute() == null ? "" : " ttl " + settings.ttlAttribute())
        + (settings.replicaRegions().isEmpty() ? "" : " replicas " + settings.replicaRegions());
  }
}
