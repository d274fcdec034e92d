package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.Admission;
import dev.headroom.engine.ResourceState;
import dev.headroom.outcome.HotKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What a flow consumed, and was refused, on each partition; and so on each key that is followed,
 * since the keys of a partition are admitted alike.
 */
final class KeyTally {

  private static final double MILLI = 1_000;

  /** The books of one component. Units are milli-units. */
  private static final class Book {
    final PartitionMix mix;
    final double[] consumedByKey;
    final double[] throttledByKey;
    double[] consumed = {};
    double[] throttled = {};
    List<Share> shares = List.of();
    long pooledRequests;
    double pooledUnits;
    double pooledThrottled;
    double demanded;

    Book(PartitionMix mix) {
      this.mix = mix;
      this.consumedByKey = new double[mix.layout().followedKeys().size()];
      this.throttledByKey = new double[consumedByKey.length];
      open();
    }

    /** Hands what fell to the partitions to their keys. */
    void close() {
      for (Share share : shares) {
        consumedByKey[share.key] += consumed[share.partition] * share.ofPartition;
        throttledByKey[share.key] += throttled[share.partition] * share.ofPartition;
      }
    }

    /** Begins anew on the partitions as they are now. */
    void open() {
      consumed = new double[mix.partitionCount()];
      throttled = new double[mix.partitionCount()];
      shares = new ArrayList<>();
      var keys = mix.layout().followedKeys();
      for (int k = 0; k < keys.size(); k++) {
        int key = k;
        mix.layout()
            .weightsOf(
                keys.get(k),
                mix.ranges(),
                (partition, weight) -> {
                  if (weight > 0) {
                    shares.add(new Share(key, partition, weight / mix.weight(partition)));
                  }
                });
      }
    }
  }

  /** A followed key's part of what falls to a partition. */
  private record Share(int key, int partition, double ofPartition) {}

  /** Receives what a component's pooled requests consumed on a partition. */
  @FunctionalInterface
  interface Consumption {
    void accept(int partition, double milliUnits, long requests);
  }

  private final List<Component> components;
  private final List<Book> books = new ArrayList<>();
  private final PartitionCounts met = new PartitionCounts();
  private final Chance chance;

  KeyTally(List<Component> components, Chance chance) {
    this.components = components;
    this.chance = chance;
    for (Component component : components) {
      books.add(new Book(component.mix()));
    }
  }

  /** Counts the answer to {@code n} item-level operations of a cell. */
  void count(Cells cells, int cell, long[] milliUnits, long n, Admission answer) {
    double admitted = (double) answer.admitted() / n;
    for (int c = 0; c < components.size(); c++) {
      int partition = cells.partition(cell, c);
      if (partition == Component.UNTOUCHED) {
        continue;
      }
      Book book = books.get(c);
      long throttled = isFirstOfResource(c) ? answer.throttled(components.get(c).resource()) : 0;
      book.demanded += milliUnits[c];
      if (partition == Component.POOL) {
        book.pooledRequests += answer.admitted();
        book.pooledUnits += milliUnits[c] * admitted;
        book.pooledThrottled += throttled;
      } else {
        book.consumed[partition] += milliUnits[c] * admitted;
        book.throttled[partition] += throttled;
      }
    }
  }

  /** A second write of an index is refused with the first, and not once more. */
  private boolean isFirstOfResource(int component) {
    return component == 0
        || components.get(component).resource() != components.get(component - 1).resource();
  }

  /** What a component's requests have asked for so far, milli-units. */
  double demanded(int component) {
    return books.get(component).demanded;
  }

  /** Hands what a component's requests consumed in the pool to the partitions there. */
  void settlePool(int component, Consumption receiver) {
    Book book = books.get(component);
    if (book.pooledRequests > 0) {
      double unitsPerRequest = book.pooledUnits / book.pooledRequests;
      met.clear(book.mix.partitionCount());
      book.mix.drawPooled(book.pooledRequests, chance, met);
      for (int i = 0; i < met.size(); i++) {
        double units = met.count(i) * unitsPerRequest;
        book.consumed[met.partition(i)] += units;
        receiver.accept(met.partition(i), units, met.count(i));
      }
      book.pooledRequests = 0;
      book.pooledUnits = 0;
    }
    if (book.pooledThrottled > 0) {
      book.mix.spreadPooled(book.pooledThrottled, book.throttled);
      book.pooledThrottled = 0;
    }
  }

  /** Hands what fell to the partitions so far to their keys, and goes on with those of now. */
  void followPartitions(int component) {
    books.get(component).close();
    books.get(component).open();
  }

  /** The followed keys with what fell to them; ends the books. */
  List<HotKey> hotKeys(List<ResourceState> resources) {
    List<HotKey> hot = new ArrayList<>();
    for (int c = 0; c < components.size(); c++) {
      Book book = books.get(c);
      book.close();
      var keys = book.mix.layout().followedKeys();
      for (int k = 0; k < keys.size(); k++) {
        hot.add(
            new HotKey(
                resources.get(components.get(c).resource()).name(),
                keys.get(k).key(),
                book.consumedByKey[k] / MILLI,
                Math.round(book.throttledByKey[k])));
      }
    }
    return hot;
  }
}
