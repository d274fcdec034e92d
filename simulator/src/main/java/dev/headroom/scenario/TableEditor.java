package dev.headroom.scenario;

import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Suggestion;
import dev.headroom.scenario.NodeEditor.Assignment;
import dev.headroom.scenario.ScalarFormat.Count;
import dev.headroom.scenario.ScalarFormat.Range;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Applies assignments to the capacity of a table that was read from a file: {@code
 * table.writeCapacityUnits=200}, {@code
 * table.globalSecondaryIndexes.by-status.writeCapacityUnits=50}, {@code
 * table.billingMode=PAY_PER_REQUEST}.
 */
final class TableEditor {

  private static final List<String> KEYS =
      List.of(
          "billingMode",
          "readCapacityUnits",
          "writeCapacityUnits",
          "maxReadRequestUnits",
          "maxWriteRequestUnits");
  private static final String INDEXES = "globalSecondaryIndexes";
  private static final List<String> MODES = List.of("PROVISIONED", "PAY_PER_REQUEST");

  private final Problems problems;
  private final Map<String, String> modes = new LinkedHashMap<>();
  private final Map<String, Map<String, Given<Long>>> units = new LinkedHashMap<>();
  private @Nullable Assignment modeAssignment;

  TableEditor(Problems problems) {
    this.problems = problems;
  }

  /** Whether an assignment is about the table's capacity rather than the scenario. */
  static boolean isFor(Assignment assignment) {
    return assignment.path().size() > 1 && assignment.path().getFirst().equals("table");
  }

  /** Takes note of an assignment. */
  void add(Assignment assignment) {
    List<String> path = assignment.path();
    boolean isIndex = path.size() == 4 && path.get(1).equals(INDEXES);
    String key = path.getLast();
    if (!(isIndex || path.size() == 2) || !KEYS.contains(key)) {
      List<String> known = new ArrayList<>(KEYS);
      known.add(INDEXES + ".<name>.<key>");
      problems.add(
          assignment.value().location(),
          "cannot be set on a table" + Suggestion.forWord(path.get(1), known));
      return;
    }
    if (key.equals("billingMode")) {
      setMode(assignment, isIndex);
      return;
    }
    try {
      long min = key.startsWith("max") ? 0 : 1;
      Count count =
          ScalarFormat.COUNT.parse(assignment.value(), new Range(String.valueOf(min), "1G"));
      units
          .computeIfAbsent(isIndex ? path.get(2) : "", resource -> new LinkedHashMap<>())
          .put(key, new Given<>(count.value(), assignment.value().location()));
    } catch (IllegalArgumentException e) {
      problems.add(assignment.value().location(), String.valueOf(e.getMessage()));
    }
  }

  private void setMode(Assignment assignment, boolean isIndex) {
    String mode = assignment.value() instanceof Node.Scalar s ? s.text() : "";
    if (isIndex) {
      problems.add(assignment.value().location(), "can be set on the table only");
    } else if (!MODES.contains(mode)) {
      problems.add(assignment.value().location(), "must be one of " + String.join(", ", MODES));
    } else {
      modes.put("", mode);
      modeAssignment = assignment;
    }
  }

  /** The table with all assignments applied; unchanged where one does not fit. */
  Table apply(Table table) {
    if (modes.isEmpty() && units.isEmpty()) {
      return table;
    }
    boolean isProvisioned =
        modes.isEmpty()
            ? table.capacity() instanceof Provisioned
            : "PROVISIONED".equals(modes.get(""));
    CapacityMode capacity = capacity("", table.capacity(), isProvisioned, null);
    if (capacity == null) {
      return table;
    }
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      CapacityMode own = capacity(index.indexName(), index.capacity(), isProvisioned, capacity);
      indexes.add(own == null ? index : index.withCapacity(own));
    }
    units.forEach(
        (resource, values) -> {
          boolean isKnown =
              resource.isEmpty()
                  || indexes.stream().anyMatch(index -> index.indexName().equals(resource));
          if (!isKnown) {
            values
                .values()
                .forEach(
                    value ->
                        problems.add(value.location(), FlowReader.unknownIndex(resource, table)));
          }
        });
    return table.withCapacity(capacity, indexes, table.autoScaling());
  }

  private @Nullable CapacityMode capacity(
      String resource,
      CapacityMode present,
      boolean isProvisioned,
      @Nullable CapacityMode tableCapacity) {
    Map<String, Given<Long>> values = units.getOrDefault(resource, Map.of());
    values.forEach(
        (key, value) -> {
          if (key.startsWith("max") == isProvisioned) {
            problems.add(
                value.location(),
                "has no meaning for a table that is "
                    + (isProvisioned ? "PROVISIONED" : "PAY_PER_REQUEST"));
          }
        });
    if (!isProvisioned) {
      OnDemand before =
          present instanceof OnDemand onDemand
              ? onDemand
              : new OnDemand(OptionalLong.empty(), OptionalLong.empty());
      return new OnDemand(
          maximum(values.get("maxReadRequestUnits"), before.maxReadRequestUnits()),
          maximum(values.get("maxWriteRequestUnits"), before.maxWriteRequestUnits()));
    }
    Provisioned before =
        present instanceof Provisioned provisioned
            ? provisioned
            : tableCapacity instanceof Provisioned ofTable ? ofTable : null;
    Given<Long> reads = values.get("readCapacityUnits");
    Given<Long> writes = values.get("writeCapacityUnits");
    if (before == null && (reads == null || writes == null)) {
      if (modeAssignment != null) {
        problems.add(
            modeAssignment.value().location(),
            "needs table.readCapacityUnits and table.writeCapacityUnits to be set as well");
      }
      return null;
    }
    return new Provisioned(
        reads == null && before != null ? before.readCapacityUnits() : valueOf(reads),
        writes == null && before != null ? before.writeCapacityUnits() : valueOf(writes));
  }

  private static long valueOf(@Nullable Given<Long> given) {
    return given == null ? 1 : given.value();
  }

  private static OptionalLong maximum(@Nullable Given<Long> given, OptionalLong present) {
    if (given == null) {
      return present;
    }
    return given.value() == 0 ? OptionalLong.empty() : OptionalLong.of(given.value());
  }
}
