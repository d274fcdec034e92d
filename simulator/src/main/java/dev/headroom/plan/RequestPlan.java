package dev.headroom.plan;

import dev.headroom.capacity.ServiceLimits;
import dev.headroom.chance.Chance;
import dev.headroom.engine.KeyRanges;
import dev.headroom.engine.ResourceState;
import dev.headroom.prediction.InitialResources;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.Operation.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a flow. Each depends on the scenario's seed and on its own number alone, so that
 * they may be drawn in any order and more than once. Immutable and thread-safe.
 *
 * <p>Keys fall on the partitions on which the first trial of a prediction and the service of {@link
 * dev.headroom.service} have them, where the key attribute is a string. Sizes are drawn as
 * declared; of an item that is read or replaced, the size follows from its key.
 */
public final class RequestPlan {

  /** How many items of a partition key reads of single items meet. */
  private static final int SORT_KEYS_READ = 16;

  /** After so many draws a batch does without an item that it does not have yet. */
  private static final int DRAWS_PER_ITEM = 50;

  /** Digits of a sort key that increases as text. */
  private static final int SORT_KEY_DIGITS = 12;

  private final Flow flow;
  private final Table table;
  private final KeyDraw keys;
  private final ItemPlan items;
  private final Chance chance;

  private RequestPlan(Flow flow, Table table, KeyDraw keys, ItemPlan items, Chance chance) {
    this.flow = flow;
    this.table = table;
    this.keys = keys;
    this.items = items;
    this.chance = chance;
  }

  /** The plan of one of a scenario's flows. */
  public static RequestPlan of(Flow flow, Scenario scenario) {
    Chance seeded = new Chance(scenario.seed());
    long hashSeed = seeded.fork("trial-0").fork("key-hash").nextLong(Long.MAX_VALUE);
    List<ResourceState> resources =
        InitialResources.of(
            scenario.table(), scenario.state(), scenario::weightedPartitions, scenario.profile());
    Chance chance = seeded.fork("load-" + flow.name());
    ItemPlan items =
        new ItemPlan(
            flow,
            scenario.table(),
            touch -> KeyDraw.of(touch.keys(), ranges(resources, touch.indexName()), hashSeed),
            chance.fork("items"));
    return new RequestPlan(
        flow,
        scenario.table(),
        KeyDraw.of(flow.keys(), ranges(resources, flow.indexName()), hashSeed),
        items,
        chance.fork("requests"));
  }

  private static KeyRanges ranges(List<ResourceState> resources, @Nullable String indexName) {
    return resources.stream()
        .skip(1)
        .filter(resource -> resource.name().equals(indexName))
        .findFirst()
        .orElse(resources.getFirst())
        .keyRanges();
  }

  /** The flow whose requests these are. */
  public Flow flow() {
    return flow;
  }

  /** The table that they are sent to. */
  public Table table() {
    return table;
  }

  /** The request before which a number of others are sent. */
  public PlannedRequest request(long number) {
    Chance ofRequest = chance.fork("request-" + number);
    if (flow.operation().shape() == Shape.PAGE) {
      boolean isCached = ofRequest.nextDouble() < flow.cacheHitRatio();
      return flow.operation() == Operation.SCAN
          ? new PlannedRequest(number, isCached, null, scanned(number, ofRequest))
          : queried(number, isCached, ofRequest);
    }
    List<PlannedItem> all = new ArrayList<>();
    Set<List<@Nullable String>> met = new HashSet<>();
    for (int i = 0; i < flow.itemsPerRequest(); i++) {
      long item = number * flow.itemsPerRequest() + i;
      boolean isMissed = ofRequest.nextDouble() >= flow.cacheHitRatio();
      for (int draw = 0; isMissed && draw < DRAWS_PER_ITEM; draw++) {
        PlannedItem drawn = single(item, ofRequest);
        List<@Nullable String> place = new ArrayList<>();
        place.add(drawn.key());
        place.add(drawn.sortKey());
        if (met.add(place)) {
          all.add(drawn);
          break;
        }
      }
    }
    return new PlannedRequest(number, all.isEmpty(), null, all);
  }

  private PlannedItem single(long number, Chance ofRequest) {
    String key = key(table.keySchema(), keys.draw(number, ofRequest));
    boolean isRead = flow.action() == ItemAction.READ;
    String sortKey =
        sortKey(isRead ? ofRequest.nextLong(SORT_KEYS_READ) : number, isRead || items.findsItems());
    return isRead ? items.read(key, sortKey, null) : items.write(key, sortKey, number, ofRequest);
  }

  private static String key(List<KeyAttribute> schema, String name) {
    return KeyText.of(schema.getFirst().attributeType(), name);
  }

  /**
   * A sort key of the flow's own, so that its items are not those of another.
   *
   * @param isThere whether the item is there before the run
   */
  private @Nullable String sortKey(long number, boolean isThere) {
    if (table.keySchema().size() == 1) {
      return null;
    }
    KeyAttribute attribute = table.keySchema().get(1);
    long place = flow.sortKeys() == SortKeys.NONE ? 0 : number;
    if (attribute.attributeType().equals("N")) {
      long ofFlow = (Chance.hash(flow.name()) >>> 44) + 1;
      return KeyText.of("N", ofFlow + padded(place));
    }
    boolean isShuffled = flow.sortKeys() == SortKeys.RANDOM && !isThere;
    return KeyText.of(
        attribute.attributeType(),
        flow.name() + '/' + (isShuffled ? "%016x".formatted(Chance.mix(place)) : padded(place)));
  }

  private static String padded(long number) {
    return ("%0" + SORT_KEY_DIGITS + "d").formatted(number);
  }

  private PlannedRequest queried(long number, boolean isCached, Chance ofRequest) {
    String name = keys.draw(number, ofRequest);
    boolean isGlobal = table.hasGlobalSecondaryIndex(flow.indexName());
    String pageKey = key(isGlobal ? indexSchema() : table.keySchema(), name);
    return new PlannedRequest(
        number, isCached, pageKey, isGlobal ? indexed(name) : collection(pageKey));
  }

  /** The items that an index holds under a key. */
  private List<PlannedItem> indexed(String name) {
    List<PlannedItem> page = new ArrayList<>();
    for (int i = 0; i < flow.itemsPerRequest(); i++) {
      page.add(indexed(name, i));
    }
    return page;
  }

  private PlannedItem indexed(String name, int i) {
    String indexKey = indexSchema().getFirst().attributeName();
    KeyAttribute tableKey = table.keySchema().getFirst();
    if (tableKey.attributeName().equals(indexKey)) {
      return items.read(key(table.keySchema(), name), sortKey(i, true), name);
    }
    String key = key(table.keySchema(), flow.name() + '/' + name + '/' + i);
    boolean isSortKey =
        table.keySchema().size() > 1 && table.keySchema().get(1).attributeName().equals(indexKey);
    return items.read(key, isSortKey ? key(indexSchema(), name) : sortKey(0, true), name);
  }

  private List<KeyAttribute> indexSchema() {
    return table.globalSecondaryIndexes().stream()
        .filter(index -> index.indexName().equals(flow.indexName()))
        .findFirst()
        .orElseThrow()
        .keySchema();
  }

  /** The items of a partition key; without a sort key one that is as large as all of them. */
  private List<PlannedItem> collection(String key) {
    List<PlannedItem> page = new ArrayList<>();
    for (int i = 0; i < flow.itemsPerRequest(); i++) {
      page.add(items.read(key, sortKey(i, true), null));
    }
    if (table.keySchema().size() > 1 || page.size() < 2) {
      return page;
    }
    long bytes = page.stream().mapToLong(PlannedItem::sizeBytes).sum();
    return List.of(items.read(key, null, null, Math.min(bytes, ServiceLimits.ITEM_MAX_BYTES)));
  }

  /** Some items of the table; which ones a page of a Scan meets is not known. */
  private List<PlannedItem> scanned(long number, Chance ofRequest) {
    List<PlannedItem> page = new ArrayList<>();
    for (int i = 0; i < flow.itemsPerRequest(); i++) {
      page.add(
          scannable(
              flow.keys() instanceof KeyDistribution.Walk walk
                  ? number % walk.pages() * flow.itemsPerRequest() + i
                  : ofRequest.nextLong(Long.MAX_VALUE)));
    }
    return page;
  }

  /** The i-th item of the table, for a Scan to find. */
  public PlannedItem scannable(long i) {
    return items.read(key(table.keySchema(), flow.name() + '/' + i), sortKey(0, true), null);
  }
}
