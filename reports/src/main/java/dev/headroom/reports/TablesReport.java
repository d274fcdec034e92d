package dev.headroom.reports;

import dev.headroom.capacity.Dimension;
import dev.headroom.reports.TextBlock.Row;
import dev.headroom.table.Alarm;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was read from table files, as text for a terminal. */
public final class TablesReport {

  private static final int LABEL_COLUMNS = 16;
  private static final int NAME_COLUMNS = 40;

  private final Terminal terminal;

  public TablesReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** All tables, an empty line between them. */
  public String render(List<Table> tables) {
    return tables.stream().map(this::render).collect(Collectors.joining("\n"));
  }

  private String render(Table table) {
    var block = new TextBlock(terminal, LABEL_COLUMNS);
    block.line(
        terminal.bold(terminal.shown(table.name()))
            + "  "
            + terminal.dim(terminal.shown(origin(table))));
    block.sentence("Capacity", capacity(table.capacity()));
    block.sentence("Key", key(table.keySchema()));
    sentence(block, "Warm for", warm(table.warmThroughput()));
    var globals = new ArrayList<Row>();
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      globals.add(
          new Row(terminal)
              .name(index.indexName(), NAME_COLUMNS)
              .text(terminal.shown(key(index.keySchema())))
              .text(terminal.shown(projection(index.projection())))
              .text(terminal.shown(capacity(index.capacity()))));
    }
    block.rows("Global indexes", globals, globals.size());
    var locals = new ArrayList<Row>();
    for (LocalSecondaryIndex index : table.localSecondaryIndexes()) {
      locals.add(
          new Row(terminal)
              .name(index.indexName(), NAME_COLUMNS)
              .text(terminal.shown(key(index.keySchema())))
              .text(terminal.shown(projection(index.projection()))));
    }
    block.rows("Local indexes", locals, locals.size());
    var scaling = new ArrayList<Row>();
    for (AutoScaling dimension : table.autoScaling()) {
      scaling.add(
          new Row(terminal)
              .name(dimension.resource(), NAME_COLUMNS)
              .text(dimension.dimension() == Dimension.READ ? "read" : "write")
              .text(terminal.shown(scaling(dimension))));
    }
    block.rows("Auto scaling", scaling, scaling.size());
    var alarms = new ArrayList<Row>();
    for (Alarm alarm : table.alarms()) {
      alarms.add(
          new Row(terminal).name(alarm.name(), NAME_COLUMNS).text(terminal.shown(alarm.rule())));
    }
    block.rows("Alarms", alarms, alarms.size());
    sentence(block, "Settings", settings(table.settings()));
    sentence(block, "Reported", statistics(table.statistics()));
    sentence(block, "Region", table.region());
    block.bullets("Notes", table.notes(), table.notes().size());
    return block.toString();
  }

  private static void sentence(TextBlock block, String label, @Nullable String sentence) {
    if (sentence != null && !sentence.isEmpty()) {
      block.sentence(label, sentence);
    }
  }

  static String origin(Table table) {
    return table.origin().file()
        + ":"
        + table.origin().line()
        + " ("
        + table.origin().format()
        + ")";
  }

  static String capacity(CapacityMode mode) {
    return switch (mode) {
      case CapacityMode.Provisioned provisioned ->
          "provisioned, "
              + Numbers.count(provisioned.readCapacityUnits())
              + " read and "
              + Numbers.count(provisioned.writeCapacityUnits())
              + " write units/s";
      case CapacityMode.OnDemand onDemand ->
          "on demand"
              + maximum(onDemand.maxReadRequestUnits(), "read")
              + maximum(onDemand.maxWriteRequestUnits(), "write");
    };
  }

  private static String maximum(OptionalLong units, String word) {
    return units.isEmpty()
        ? ""
        : ", at most " + Numbers.count(units.getAsLong()) + " " + word + " units/s";
  }

  static String key(List<KeyAttribute> schema) {
    return schema.stream()
        .map(
            attribute ->
                attribute.attributeName()
                    + " ("
                    + attribute.attributeType()
                    + ", "
                    + (attribute.keyType() == KeyAttribute.KeyType.HASH ? "partition" : "sort")
                    + ")")
        .collect(Collectors.joining(", "));
  }

  static String projection(Projection projection) {
    return switch (projection.type()) {
      case ALL -> "all attributes";
      case KEYS_ONLY -> "keys only";
      case INCLUDE -> "keys and " + String.join(", ", projection.nonKeyAttributes());
    };
  }

  private static @Nullable String warm(@Nullable Throughput warm) {
    return warm == null
        ? null
        : Numbers.count(warm.readUnitsPerSecond())
            + " read and "
            + Numbers.count(warm.writeUnitsPerSecond())
            + " write units/s";
  }

  static String scaling(AutoScaling scaling) {
    Double targetPercent = scaling.targetPercent();
    return Numbers.count(scaling.minCapacityUnits())
        + " to "
        + Numbers.count(scaling.maxCapacityUnits())
        + " units/s"
        + (targetPercent == null
            ? ", no policy"
            : ", target " + Numbers.percent(targetPercent / 100))
        + (scaling.disableScaleIn() ? ", never lowered" : "")
        + scaling.scheduled().stream()
            .map(action -> ", " + action.schedule())
            .collect(Collectors.joining());
  }

  private static String settings(TableSettings settings) {
    var parts = new ArrayList<String>();
    if (settings.tableClass() != TableSettings.TableClass.STANDARD) {
      parts.add(settings.tableClass().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (settings.streamViewType() != null) {
      parts.add("stream " + settings.streamViewType());
    }
    if (settings.ttlAttribute() != null) {
      parts.add("time to live by " + settings.ttlAttribute());
    }
    if (!settings.replicaRegions().isEmpty()) {
      parts.add("replicas in " + String.join(", ", settings.replicaRegions()));
    }
    return String.join("; ", parts);
  }

  private static String statistics(TableStatistics statistics) {
    var parts = new ArrayList<String>();
    if (statistics.status() != null) {
      parts.add(statistics.status());
    }
    Long itemCount = statistics.itemCount();
    if (itemCount != null) {
      parts.add(Numbers.count(itemCount) + " items");
    }
    Long sizeBytes = statistics.tableSizeBytes();
    if (sizeBytes != null) {
      parts.add(Numbers.count(sizeBytes) + " bytes");
    }
    if (statistics.createdAt() != null) {
      parts.add("created " + statistics.createdAt());
    }
    Integer decreases = statistics.decreasesToday();
    if (decreases != null) {
      parts.add(Numbers.count(decreases) + " capacity decreases today");
    }
    return String.join("; ", parts);
  }
}
