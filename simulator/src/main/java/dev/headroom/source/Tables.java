package dev.headroom.source;

import dev.headroom.document.Placeholders;
import dev.headroom.document.Quoted;
import dev.headroom.table.Alarm;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import java.util.ArrayList;
import java.util.List;

/** Comparison of tables, and their notes. */
final class Tables {

  private Tables() {}

  static Table withNotes(Table table, List<String> more) {
    if (more.isEmpty()) {
      return table;
    }
    List<String> notes = new ArrayList<>(table.notes());
    notes.addAll(more);
    return copy(table, table.origin(), table.autoScaling(), table.alarms(), notes);
  }

  static Table withAlarm(Table table, Alarm more) {
    List<Alarm> alarms = new ArrayList<>(table.alarms());
    alarms.add(more);
    return copy(table, table.origin(), table.autoScaling(), alarms, table.notes());
  }

  /** A table without its notes, its alarms, and the line at which it stands. */
  static Table withoutPlaces(Table table) {
    TableOrigin origin = new TableOrigin(table.origin().format(), table.origin().file(), 0);
    return copy(table, origin, table.autoScaling(), List.of(), List.of());
  }

  static Table withAutoScaling(Table table, AutoScaling more) {
    List<AutoScaling> autoScaling = new ArrayList<>(table.autoScaling());
    autoScaling.add(more);
    return copy(table, table.origin(), autoScaling, table.alarms(), table.notes());
  }

  /** Whether two tables differ in nothing but where they stand. */
  static boolean sameSettings(Table first, Table second) {
    return copy(first, second.origin(), first.autoScaling(), List.of(), List.of())
        .equals(copy(second, second.origin(), second.autoScaling(), List.of(), List.of()));
  }

  /** Notes about a table's name. */
  static List<String> nameNotes(String name) {
    return Placeholders.isIn(name)
        ? List.of("the table's name is a placeholder: " + Quoted.plain(name))
        : List.of();
  }

  private static Table copy(
      Table table,
      TableOrigin origin,
      List<AutoScaling> autoScaling,
      List<Alarm> alarms,
      List<String> notes) {
    return new Table(
        table.name(),
        origin,
        table.region(),
        table.keySchema(),
        table.capacity(),
        table.warmThroughput(),
        table.globalSecondaryIndexes(),
        table.localSecondaryIndexes(),
        autoScaling,
        table.settings(),
        table.statistics(),
        alarms,
        notes);
  }
}
