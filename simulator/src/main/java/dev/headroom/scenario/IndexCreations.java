package dev.headroom.scenario;

import dev.headroom.capacity.RequestUnits;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.scenario.ScenarioFile.ChangeFile;
import dev.headroom.scenario.ScenarioFile.FlowFile;
import dev.headroom.source.InlineTable;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The indexes that {@code changes} add to the table. They are read before the flows, which say how
 * they touch them.
 *
 * <p>Every item of the table is taken to have an entry, as large as that of a write whose flow says
 * nothing about it.
 */
final class IndexCreations {

  /** What an item is taken to have where only the number of items or their sum is known, bytes. */
  private static final long UNKNOWN_ITEM_BYTES = 1_024;

  private final Map<Given<ChangeFile>, IndexCreation> byChange = new LinkedHashMap<>();
  private @Nullable Table whole;

  /** Reads the indexes that changes create on a table; null where the table could not be read. */
  IndexCreations(Context context, List<Given<ChangeFile>> changes) {
    this.whole = context.table();
    for (Given<ChangeFile> change : changes) {
      IndexNode node = change.value().createIndex();
      if (node != null && whole != null) {
        whole = add(context, whole, change, node);
      }
    }
  }

  private Table add(Context context, Table table, Given<ChangeFile> change, IndexNode node) {
    List<AutoScaling> autoScaling = new ArrayList<>();
    GlobalSecondaryIndex index =
        InlineTable.readIndex(node.mapping(), table.capacity(), autoScaling, context.problems());
    if (index == null) {
      return table;
    }
    String name = index.indexName();
    if (FlowReader.indexNames(table).contains(name)) {
      context.problem(
          node.mapping().location(), "has the name of another index of the table, " + name);
      return table;
    }
    long units = backfillUnits(index.projection(), context.state());
    byChange.put(change, new IndexCreation(index, autoScaling, units));
    context
        .assumptions()
        .add(
            "changes: "
                + (context.state().items() == null && context.state().dataSizeBytes() == null
                    ? "the size of the table is not known, so that index "
                        + name
                        + " is created as fast as that of an empty one"
                    : "every item has an entry in index "
                        + name
                        + ", which is backfilled with "
                        + Texts.count(units)
                        + " write units"));
    return table.withIndex(index);
  }

  /** Source: AWS re:Post, create-gsi-dynamodb (an item counts at least 1 KB). */
  private static long backfillUnits(Projection projection, InitialState state) {
    Long items = state.items();
    Long bytes = state.dataSizeBytes();
    long itemBytes =
        items == null || bytes == null || items == 0
            ? UNKNOWN_ITEM_BYTES
            : Math.min(Math.ceilDiv(bytes, items), ServiceLimits.ITEM_MAX_BYTES);
    long entries =
        items != null ? items : bytes == null ? 0 : Math.ceilDiv(bytes, UNKNOWN_ITEM_BYTES);
    long unitsPerEntry =
        RequestUnits.writeMilliUnits(IndexReader.entryBytes(projection, itemBytes))
            / RequestUnits.MILLI_UNITS_PER_UNIT;
    return entries * unitsPerEntry;
  }

  /** The table with all of its indexes, those included that it does not have from the start. */
  @Nullable Table wholeTable() {
    return whole;
  }

  /** The index that a change creates; null if it creates none. */
  @Nullable IndexCreation of(Given<ChangeFile> change) {
    return byChange.get(change);
  }

  /** Notes every flow that reads an index which may not be there yet. */
  void checkReaders(Context context, List<Given<FlowFile>> flows) {
    byChange.forEach(
        (change, creation) -> {
          String creator = change.value().name() == null ? null : change.value().name().value();
          for (Given<FlowFile> flow : flows) {
            Given<String> read = flow.value().index();
            Given<String> after = flow.value().after();
            if (read != null
                && read.value().equals(creation.index().indexName())
                && (after == null || !after.value().equals(creator))) {
              context.problem(
                  read.location(),
                  "is created during the run; the flow must begin after "
                      + (creator == null ? "that change, which needs a name" : creator));
            }
          }
        });
  }
}
