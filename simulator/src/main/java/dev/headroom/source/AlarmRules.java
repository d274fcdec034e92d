package dev.headroom.source;

import dev.headroom.document.Quoted;
import dev.headroom.document.Suggestion;
import dev.headroom.table.Alarm;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * CloudWatch alarms as the files of a set declare them, in any file. They meet their tables by name
 * once everything is read. An alarm never is a problem: one that cannot be read becomes a note. Not
 * thread-safe.
 */
final class AlarmRules {

  private final List<Alarm> alarms = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  void add(Alarm alarm) {
    if (!alarms.contains(alarm)) {
      alarms.add(alarm);
    }
  }

  /** Notes that an alarm cannot be read, and why. */
  void addUnreadable(String name, String reason) {
    unreadable.add("the alarm " + Quoted.plain(name) + " was not read: " + reason);
  }

  /**
   * The tables with the alarms on them. One that names no table is kept with all of them, and one
   * that misspells a table's name with that table, so that somebody hears of it.
   */
  List<Table> applyTo(List<Table> tables) {
    List<Table> watched = new ArrayList<>(tables);
    Set<String> absent = new LinkedHashSet<>();
    for (Alarm alarm : alarms) {
      Set<String> meant = meant(alarm, tables, absent);
      for (int i = 0; i < tables.size(); i++) {
        if (meant.contains(tables.get(i).name())) {
          watched.set(i, Tables.withAlarm(watched.get(i), alarm));
        }
      }
    }
    List<String> notes = new ArrayList<>(unreadable);
    if (!absent.isEmpty()) {
      notes.add(
          "alarms are declared for "
              + Texts.listed(List.copyOf(absent))
              + ", which is not among the tables that were read");
    }
    return watched.stream().map(table -> Tables.withNotes(table, notes)).toList();
  }

  private static Set<String> meant(Alarm alarm, List<Table> tables, Set<String> absent) {
    List<String> names = tables.stream().map(Table::name).toList();
    List<String> given =
        alarm.metrics().stream().map(Alarm.Metric::tableName).filter(Objects::nonNull).toList();
    if (given.isEmpty()) {
      return Set.copyOf(names);
    }
    Set<String> meant = new LinkedHashSet<>();
    for (String name : given) {
      if (names.contains(name)) {
        meant.add(name);
      } else {
        Suggestion.nearest(name, names)
            .ifPresentOrElse(meant::add, () -> absent.add("table " + Quoted.plain(name)));
      }
    }
    return meant;
  }
}
