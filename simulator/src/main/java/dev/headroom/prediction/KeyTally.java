package dev.headroom.prediction;

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

  private final List<Component> components;
  private final double[][] consumedMilliUnits;
  private final double[][] throttled;

  KeyTally(List<Component> components) {
    this.components = components;
    this.consumedMilliUnits = new double[components.size()][];
    this.throttled = new double[components.size()][];
    for (int c = 0; c < components.size(); c++) {
      int partitions = components.get(c).mix().partitionCount();
      consumedMilliUnits[c] = new double[partitions];
      throttled[c] = new double[partitions];
    }
  }

  /** Counts the answer to {@code n} item-level operations of a cell. */
  void count(Cells cells, int cell, long[] milliUnits, long n, Admission answer) {
    double admitted = (double) answer.admitted() / n;
    for (int c = 0; c < components.size(); c++) {
      int partition = cells.partition(cell, c);
      if (partition != Component.UNTOUCHED) {
        consumedMilliUnits[c][partition] += milliUnits[c] * admitted;
        if (isFirstOfResource(c)) {
          throttled[c][partition] += answer.throttled(components.get(c).resource());
        }
      }
    }
  }

  /** A second write of an index is refused with the first, and not once more. */
  private boolean isFirstOfResource(int component) {
    return component == 0
        || components.get(component).resource() != components.get(component - 1).resource();
  }

  /** The followed keys with what fell to them. */
  List<HotKey> hotKeys(List<ResourceState> resources) {
    List<HotKey> keys = new ArrayList<>();
    for (int c = 0; c < components.size(); c++) {
      Component component = components.get(c);
      ResourceState resource = resources.get(component.resource());
      for (PartitionMix.ExplicitKey key : component.mix().explicitKeys()) {
        double share = key.weight() / component.mix().weight(key.partition());
        keys.add(
            new HotKey(
                resource.name(),
                key.key(),
                consumedMilliUnits[c][key.partition()] * share / MILLI,
                Math.round(throttled[c][key.partition()] * share)));
      }
    }
    return keys;
  }
}
