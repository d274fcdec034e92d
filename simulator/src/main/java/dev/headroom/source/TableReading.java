package dev.headroom.source;

import dev.headroom.document.Problems;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.List;

/** What a format finds in one document. Not thread-safe. */
public final class TableReading {

  private final Problems problems;
  private final List<Table> tables = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  TableReading(Problems problems) {
    this.problems = problems;
  }

  /** Where problems are noted. */
  public Problems problems() {
    return problems;
  }

  /** Adds a table. */
  public void add(Table table) {
    tables.add(table);
  }

  /** Notes something about the document that holds for all its tables, as a sentence. */
  public void remark(String remark) {
    remarks.add(remark);
  }

  List<String> remarks() {
    return List.copyOf(remarks);
  }

  List<Table> tables() {
    return tables.stream().map(table -> Tables.withNotes(table, remarks)).toList();
  }
}
