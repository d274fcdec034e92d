package dev.headroom.scenario;

import dev.headroom.scenario.ScenarioFile.IndexFile;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.SizeDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how a flow's writes touch the indexes of its table, local ones included, whose writes are
 * the table's own.
 *
 * <p>What the scenario leaves open is assumed: an item that is put or deleted enters or leaves
 * every index; an overwrite or update leaves index keys as they are and changes what is projected,
 * so that it touches every index but those of keys only.
 */
final class IndexReader {

  /** Assumed size of an entry that holds keys only, and of a named attribute, bytes. */
  private static final long KEYS_BYTES = 100;

  private static final long ATTRIBUTE_BYTES = 100;
  private static final IndexFile EMPTY = new IndexFile(null, null, null);

  private final Context context;
  private final String flow;
  private final @Nullable ItemAction action;
  private final boolean isOverwrite;

  IndexReader(Context context, String flow, @Nullable ItemAction action, boolean isOverwrite) {
    this.context = context;
    this.flow = flow;
    this.action = action;
    this.isOverwrite = isOverwrite;
  }

  List<IndexTouch> read(
      @Nullable Given<Map<String, Given<IndexFile>>> given,
      KeyDistribution flowKeys,
      SizeDistribution itemSize) {
    long itemBytes = Math.round(SizeReader.meanBytes(itemSize));
    Map<String, Given<IndexFile>> files = given == null ? Map.of() : given.value();
    Table table = context.table();
    if (action == ItemAction.READ) {
      if (given != null) {
        context.problem(given.location(), "has a meaning for writes only");
      }
      return List.of();
    }
    if (table == null || action == null) {
      return List.of();
    }
    files.forEach(
        (index, file) -> {
          if (!FlowReader.indexNames(table).contains(index)) {
            context.problem(file.location(), FlowReader.unknownIndex(index, table));
          }
        });
    List<IndexTouch> touches = new ArrayList<>();
    KeyAttribute tableKey = table.keySchema().isEmpty() ? null : table.keySchema().getFirst();
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      boolean hasTablesKey =
          tableKey != null
              && !index.keySchema().isEmpty()
              && index.keySchema().getFirst().attributeName().equals(tableKey.attributeName());
      KeyDistribution keys =
          hasTablesKey ? flowKeys : new KeyDistribution.Uniform(context.keyCount());
      touches.add(touch(index.indexName(), index.projection(), files, keys, itemBytes));
    }
    for (LocalSecondaryIndex index : table.localSecondaryIndexes()) {
      touches.add(touch(index.indexName(), index.projection(), files, flowKeys, itemBytes));
    }
    return touches;
  }

  private IndexTouch touch(
      String index,
      Projection projection,
      Map<String, Given<IndexFile>> files,
      KeyDistribution defaultKeys,
      long itemBytes) {
    Given<IndexFile> given = files.get(index);
    IndexFile file = given == null ? EMPTY : given.value();
    double writes = file.writes() == null ? defaultWrites(projection) : file.writes().value();
    SizeDistribution entrySize =
        file.entrySize() == null
            ? defaultEntrySize(projection, itemBytes)
            : new SizeReader(context).read(file.entrySize());
    KeyDistribution keys = file.keys() == null ? null : new KeysReader(context).read(file.keys());
    List<String> assumed = new ArrayList<>();
    if (file.writes() == null) {
      assumed.add(writes == 0 ? "is not touched by this write" : "takes 1 write per item");
    }
    if (writes > 0 && file.entrySize() == null) {
      assumed.add("has entries " + describe(entrySize));
    }
    if (writes > 0
        && file.keys() == null
        && defaultKeys instanceof KeyDistribution.Uniform uniform) {
      assumed.add("spreads them evenly over " + Texts.count(uniform.count()) + " keys");
    }
    if (!assumed.isEmpty()) {
      context
          .assumptions()
          .add(
              flow
                  + ": index "
                  + index
                  + " (projection "
                  + projection.type()
                  + ") "
                  + String.join(", ", assumed));
    }
    return new IndexTouch(index, writes, entrySize, keys == null ? defaultKeys : keys);
  }

  private double defaultWrites(Projection projection) {
    boolean isUpdate = action == ItemAction.UPDATE || isOverwrite;
    boolean isDelete = action == ItemAction.DELETE;
    return isUpdate && !isDelete && projection.type() == Projection.Type.KEYS_ONLY ? 0 : 1;
  }

  private static @Nullable SizeDistribution defaultEntrySize(
      Projection projection, long itemBytes) {
    return projection.type() == Projection.Type.ALL
        ? null
        : new SizeDistribution.Fixed(entryBytes(projection, itemBytes));
  }

  /** The assumed size of an item's entry. */
  static long entryBytes(Projection projection, long itemBytes) {
    long projectedBytes = KEYS_BYTES + ATTRIBUTE_BYTES * projection.nonKeyAttributes().size();
    return switch (projection.type()) {
      case ALL -> itemBytes;
      case KEYS_ONLY, INCLUDE -> Math.min(itemBytes, projectedBytes);
    };
  }

  private static String describe(@Nullable SizeDistribution entrySize) {
    return entrySize instanceof SizeDistribution.Fixed fixed
        ? "of " + Texts.bytes(fixed.sizeBytes())
        : "as large as the item";
  }
}
