package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A part of a batch.
 *
 * @param table it belongs to
 * @param value what is done there
 */
record TableEntry<X>(String table, X value) {

  static <X> Function<Session, TableEntry<X>> of(String tableEl, Function<Session, X> value) {
    Function<Session, String> table = Expression.text(tableEl);
    return session -> new TableEntry<>(table.apply(session), value.apply(session));
  }

  /** All parts of each table as one value, in the order in which they were given. */
  static <X, Y> Map<String, Y> byTable(List<TableEntry<X>> entries, Function<List<X>, Y> combine) {
    Map<String, List<X>> lists = new LinkedHashMap<>();
    entries.forEach(
        entry ->
            lists.computeIfAbsent(entry.table(), table -> new ArrayList<>()).add(entry.value()));
    Map<String, Y> combined = new LinkedHashMap<>();
    lists.forEach((table, list) -> combined.put(table, combine.apply(list)));
    return combined;
  }
}
