package dev.headroom.traffic;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream of like requests.
 *
 * @param name unique in its scenario
 * @param operation what is sent
 * @param action what that does to each of its items
 * @param origin who sends it
 * @param indexName the index that a Query or Scan reads; null for the table
 * @param load what drives it
 * @param consistency of reads
 * @param cacheHitRatio the share of reads, 0 to 1, that a cache answers instead of the table
 * @param itemsPerRequest items of a batch, transaction or page; 1 for a single item
 * @param itemSize size of an item
 * @param previousItemSize size of the item that a write replaces; null where there was none
 * @param keys which partition keys are touched
 * @param sortKeys how sort keys grow inside a partition key
 * @param indexes how writes touch the indexes, one entry per touched index
 * @param client who sends it
 * @param start when it begins, from the start of the run
 * @param after the flow after whose end it begins; null for none
 */
public record Flow(
    String name,
    Operation operation,
    ItemAction action,
    Origin origin,
    @Nullable String indexName,
    Load load,
    Consistency consistency,
    double cacheHitRatio,
    int itemsPerRequest,
    SizeDistribution itemSize,
    @Nullable SizeDistribution previousItemSize,
    KeyDistribution keys,
    SortKeys sortKeys,
    List<IndexTouch> indexes,
    Client client,
    Duration start,
    @Nullable String after) {

  public Flow {
    indexes = List.copyOf(indexes);
  }

  /** Whether it takes read or write units of the table. */
  public Dimension dimension() {
    return action.dimension();
  }

  /** How many operations admission control sees of a request: a page is one, whatever it holds. */
  public int operationsPerRequest() {
    return operation.shape() == Operation.Shape.PAGE ? 1 : itemsPerRequest;
  }

  /** The same flow driven by another load that begins at another time. */
  public Flow withLoad(Load other, Duration begin) {
    return with(other, consistency, cacheHitRatio, keys, indexes, begin);
  }

  /** The same flow on other keys of its table, and of the indexes that it writes to. */
  public Flow withKeys(KeyDistribution others, List<IndexTouch> touches) {
    return with(load, consistency, cacheHitRatio, others, touches, start);
  }

  /** The same flow with eventually consistent reads, of which a cache answers a share. */
  public Flow withCache(double hitRatio) {
    return with(load, Consistency.EVENTUAL, hitRatio, keys, indexes, start);
  }

  private Flow with(
      Load newLoad,
      Consistency newConsistency,
      double newCacheHitRatio,
      KeyDistribution newKeys,
      List<IndexTouch> newIndexes,
      Duration newStart) {
    return new Flow(
        name,
        operation,
        action,
        origin,
        indexName,
        newLoad,
        newConsistency,
        newCacheHitRatio,
        itemsPerRequest,
        itemSize,
        previousItemSize,
        newKeys,
        sortKeys,
        newIndexes,
        client,
        newStart,
        after);
  }

  /** Who makes requests. */
  public enum Origin {
    /** Clients of the table. */
    CLIENT,
    /** The service, for writes made in other Regions of a global table. */
    REPLICATION
  }

  /** How sort keys of new items lie inside a partition key. */
  public enum SortKeys {
    RANDOM,
    INCREASING,
    NONE
  }
}
