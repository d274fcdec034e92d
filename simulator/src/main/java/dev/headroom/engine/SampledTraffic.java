package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.chance.Chance;
import dev.headroom.engine.SplitPoint.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The keys that requests have touched on one resource within the latest window, from a sample of
 * bounded size: the more of a partition's limits a request uses, the likelier it is kept.
 *
 * <p>For real requests, whose keys come from no known distribution. Not thread-safe.
 */
public final class SampledTraffic implements KeyTraffic {

  private static final int MAX_SAMPLES = 1_000;

  /** Below so many samples on either side of the window's middle, order is not judged. */
  private static final int MIN_SAMPLES = 20;

  /** A twelfth of the window: places, each of which stands for the same weight. */
  private static final class Interval {
    private final List<KeyPosition> samples = new ArrayList<>();
    private double weightPerSample = ResourceState.MILLI;
    private double untilNext;
  }

  private final ModelProfile profile;
  private final Chance chance;
  private final boolean keepsCollections;
  private final Interval[] intervals = new Interval[INTERVALS];
  private final double readsPerWrite;
  private int present;

  /**
   * No traffic yet.
   *
   * @param keepsCollections whether a local secondary index keeps item collections together
   */
  public SampledTraffic(ModelProfile profile, Chance chance, boolean keepsCollections) {
    this.profile = profile;
    this.chance = chance;
    this.keepsCollections = keepsCollections;
    this.readsPerWrite =
        (double) profile.partitionMaxReadUnitsPerSecond()
            / profile.partitionMaxWriteUnitsPerSecond();
    for (int i = 0; i < INTERVALS; i++) {
      intervals[i] = begin();
    }
  }

  private Interval begin() {
    Interval interval = new Interval();
    interval.untilNext = chance.nextExponential(1);
    return interval;
  }

  /**
   * Counts a request.
   *
   * @param position what it touched
   * @param milliUnits what it asked for
   */
  public void add(KeyPosition position, Dimension dimension, long milliUnits) {
    Interval interval = intervals[present];
    double weight = dimension == Dimension.WRITE ? milliUnits * readsPerWrite : milliUnits;
    interval.untilNext -= weight / interval.weightPerSample;
    while (interval.untilNext <= 0) {
      interval.untilNext += chance.nextExponential(1);
      interval.samples.add(position);
      if (interval.samples.size() > MAX_SAMPLES) {
        interval.samples.removeIf(sample -> chance.nextDouble() < 0.5);
        interval.weightPerSample *= 2;
        interval.untilNext /= 2;
      }
    }
  }

  @Override
  public void endInterval() {
    present = (present + 1) % INTERVALS;
    intervals[present] = begin();
  }

  @Override
  public SplitPoint splitPoint(KeyRange range) {
    TreeMap<KeyPosition, Double> older = new TreeMap<>();
    TreeMap<KeyPosition, Double> newer = new TreeMap<>();
    int olderSamples = 0;
    int newerSamples = 0;
    for (int age = 1; age <= INTERVALS; age++) {
      Interval interval = intervals[Math.floorMod(present - age, INTERVALS)];
      boolean isNew = age <= INTERVALS / 2;
      for (KeyPosition sample : interval.samples) {
        if (range.contains(sample)) {
          (isNew ? newer : older).merge(place(sample), interval.weightPerSample, Double::sum);
          newerSamples += isNew ? 1 : 0;
          olderSamples += isNew ? 0 : 1;
        }
      }
    }
    TreeMap<KeyPosition, Double> all = new TreeMap<>(older);
    newer.forEach((place, weight) -> all.merge(place, weight, Double::sum));
    double total = total(all);
    double heaviest = all.values().stream().mapToDouble(w -> w).max().orElse(0);
    if (heaviest > profile.splitHotItemShare() * total) {
      return new SplitPoint.Blocked(keepsCollections ? Cause.LOCAL_INDEX : Cause.HOT_ITEM);
    }
    boolean isEnough = Math.min(olderSamples, newerSamples) >= MIN_SAMPLES;
    if (isEnough && isSequential(older, newer)) {
      return new SplitPoint.Blocked(Cause.SEQUENTIAL);
    }
    return halving(range, all, total);
  }

  /** Where a sample counts: a collection that stays together has one place only. */
  private KeyPosition place(KeyPosition sample) {
    return keepsCollections ? KeyPosition.ofHash(sample.hash()) : sample;
  }

  /** Whether what came in the newer half of the window fell to one side of the older half. */
  private boolean isSequential(
      NavigableMap<KeyPosition, Double> older, NavigableMap<KeyPosition, Double> newer) {
    KeyPosition median = median(older);
    double above = total(newer.tailMap(median, false)) / total(newer);
    double below = total(newer.headMap(median, false)) / total(newer);
    return Math.max(above, below) > profile.splitSequentialShare();
  }

  private static KeyPosition median(NavigableMap<KeyPosition, Double> weights) {
    double left = total(weights) / 2;
    for (Map.Entry<KeyPosition, Double> entry : weights.entrySet()) {
      left -= entry.getValue();
      if (left <= 0) {
        return entry.getKey();
      }
    }
    return weights.lastKey();
  }

  private static double total(Map<KeyPosition, Double> weights) {
    return weights.values().stream().mapToDouble(weight -> weight).sum();
  }

  /** The cut whose sides differ least. */
  private static SplitPoint halving(
      KeyRange range, NavigableMap<KeyPosition, Double> weights, double total) {
    double below = 0;
    double best = 1;
    SplitPoint found = new SplitPoint.Blocked(Cause.INDIVISIBLE);
    for (Map.Entry<KeyPosition, Double> entry : weights.entrySet()) {
      double distance = Math.abs(below / total - 0.5);
      if (below > 0 && distance < best && range.canSplitAt(entry.getKey())) {
        best = distance;
        found = new SplitPoint.At(entry.getKey(), 1 - below / total);
      }
      below += entry.getValue();
    }
    return found;
  }
}
