package dev.headroom.source;

import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a format finds in one document. Not thread-safe. */
public final class TableReading {

  private final TableSet set;
  private final Problems problems;
  private final List<Table> tables = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private boolean isAboutOtherTables;

  TableReading(TableSet set, Problems problems) {
    this.set = set;
    this.problems = problems;
  }

  /** Where problems are noted. */
  public Problems problems() {
    return problems;
  }

  /** Whether a plan is read for what was there before it. */
  boolean isBeforePlan() {
    return set.planSide() == PlanSide.BEFORE;
  }

  /** Where auto scaling is noted that stands apart from its table. */
  ScalingRules scaling() {
    return set.scaling();
  }

  /** Where alarms are noted. */
  AlarmRules alarms() {
    return set.alarms();
  }

  /** Says that the document has a part that is about tables wherever they are. */
  void aboutOtherTables() {
    isAboutOtherTables = true;
  }

  /** Whether it makes sense to read the document although it declares no table. */
  boolean isOfUse() {
    return isAboutOtherTables || !tables.isEmpty();
  }

  /** Has something done once all files are read, where a reference may point forward. */
  void afterwards(Consumer<Problems> task) {
    set.afterwards(task);
  }

  /** The user's value for a parameter that the document declares; null without one. */
  public @Nullable String variable(String parameter) {
    return set.variable(parameter);
  }

  /**
   * Reads a document that stands within another one.
   *
   * @return whether any format recognises it
   */
  boolean readNested(Node document) {
    TableFormat format = TableFiles.formatOf(document);
    if (format == null) {
      return false;
    }
    format.read(document, this);
    return true;
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
