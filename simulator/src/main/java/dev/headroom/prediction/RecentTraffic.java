package dev.headroom.prediction;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.engine.KeyPosition;
import dev.headroom.engine.KeyRange;
import dev.headroom.engine.KeyTraffic;
import dev.headroom.engine.SplitPoint;
import dev.headroom.engine.SplitPoint.Cause;
import dev.headroom.traffic.KeyDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that flows have touched on one resource within the latest window, from their exact
 * distributions instead of a sample.
 *
 * <p>Reads and writes weigh by the part of a partition's limits that they use.
 */
final class RecentTraffic implements KeyTraffic {

  /** Of a key that rolls on, so many are looked at. */
  private static final long ROLLED_KEYS = 1_000;

  /** So many halvings find a place as exactly as a double can tell. */
  private static final int HALVINGS = 53;

  /** What one component has asked for in the window. */
  private static final class Source {
    final FlowRun flow;
    final int component;
    final double limitUse;
    final double[] demandedBefore;
    final long[] rolledBefore;

    Source(FlowRun flow, int component, double limitUse) {
      this.flow = flow;
      this.component = component;
      this.limitUse = limitUse;
      this.demandedBefore = new double[INTERVALS];
      this.rolledBefore = new long[INTERVALS];
    }

    KeyLayout layout() {
      return mix().layout();
    }

    PartitionMix mix() {
      return flow.components().get(component).mix();
    }

    double demanded() {
      return flow.tally().demanded(component) * limitUse;
    }
  }

  /** The load on one partition key: on all of its items, on its first, and behind its last. */
  private static final class KeyLoad {
    double spread;
    double first;
    double behindLast;

    double total() {
      return spread + first + behindLast;
    }
  }

  private final ModelProfile profile;
  private final boolean keepsCollections;
  private final List<Source> sources = new ArrayList<>();
  private int ended;

  /**
   * Traffic on one resource.
   *
   * @param resource its index
   * @param flows all flows
   * @param keepsCollections whether a local secondary index keeps item collections together
   */
  RecentTraffic(int resource, List<FlowRun> flows, ModelProfile profile, boolean keepsCollections) {
    this.profile = profile;
    this.keepsCollections = keepsCollections;
    for (FlowRun flow : flows) {
      double limit =
          switch (flow.plan().flow().dimension()) {
            case READ -> profile.partitionMaxReadUnitsPerSecond();
            case WRITE -> profile.partitionMaxWriteUnitsPerSecond();
          };
      for (int c = 0; c < flow.components().size(); c++) {
        if (flow.components().get(c).resource() == resource) {
          sources.add(new Source(flow, c, 1 / limit));
        }
      }
    }
  }

  @Override
  public void endInterval() {
    int slot = ended++ % INTERVALS;
    for (Source source : sources) {
      source.demandedBefore[slot] = source.demanded();
      source.rolledBefore[slot] = source.mix().sentInOrder();
    }
  }

  /** The slot that holds what had been counted when the window began. */
  private int oldest() {
    return ended % INTERVALS;
  }

  @Override
  public SplitPoint splitPoint(KeyRange range) {
    SortedMap<KeyPosition, KeyLoad> keys = new TreeMap<>();
    List<KeyLayout.Stretch> stretches = new ArrayList<>();
    double begin = KeyPosition.fraction(range.from().hash());
    double end = range.endFraction();
    boolean walked = false;
    for (Source source : sources) {
      double demand = source.demanded() - source.demandedBefore[oldest()];
      if (demand <= 0) {
        continue;
      }
      if (source.mix().isRolling()) {
        if (isSequential(source, range)) {
          return new SplitPoint.Blocked(Cause.SEQUENTIAL);
        }
        addRolled(source, demand, range, keys);
      } else if (isWalk(source, begin, end)) {
        walked = true;
      } else {
        for (KeyLayout.PlacedKey key : source.layout().placedKeys()) {
          addKey(source, key.hash(), key.weight() * demand, range, keys);
        }
        for (KeyLayout.Stretch stretch : source.layout().stretches()) {
          double within = stretch.weightWithin(begin, end) * demand;
          if (within > 0) {
            stretches.add(
                new KeyLayout.Stretch(
                    Math.max(begin, stretch.from()), Math.min(end, stretch.to()), within));
          }
        }
      }
    }
    if (walked && keys.isEmpty() && stretches.isEmpty()) {
      return new SplitPoint.Blocked(Cause.SEQUENTIAL);
    }
    return new Halving(range, keys, stretches).find();
  }

  private void addRolled(
      Source source, double demand, KeyRange range, SortedMap<KeyPosition, KeyLoad> keys) {
    var rolling = Objects.requireNonNull(source.layout().rolling());
    long first = source.rolledBefore[oldest()] / rolling.runRequests();
    long last = Math.max(first, (source.mix().sentInOrder() - 1) / rolling.runRequests());
    long step = Math.max(1, (last - first + 1) / ROLLED_KEYS);
    long looked = (last - first) / step + 1;
    for (long run = first; run <= last; run += step) {
      long hash = source.layout().hashOf(run % rolling.count());
      addKey(source, hash, demand / looked, range, keys);
    }
  }

  /** Whether what came in the newer half of the window fell to one side of the older half. */
  private boolean isSequential(Source source, KeyRange range) {
    var rolling = Objects.requireNonNull(source.layout().rolling());
    long first = source.rolledBefore[oldest()] / rolling.runRequests();
    long last = (source.mix().sentInOrder() - 1) / rolling.runRequests();
    if (last <= first) {
      return false;
    }
    long middle = first + (last - first) / 2;
    List<KeyPosition> older = rolledInside(source, first, middle, range);
    List<KeyPosition> newer = rolledInside(source, middle + 1, last, range);
    if (older.isEmpty() || newer.isEmpty()) {
      return true;
    }
    KeyPosition median = older.get((older.size() - 1) / 2);
    long above = newer.stream().filter(key -> key.compareTo(median) > 0).count();
    double share = (double) above / newer.size();
    return Math.max(share, 1 - share) > profile.splitSequentialShare();
  }

  /** Whether at most one client at a time walks through a range. */
  private static boolean isWalk(Source source, double begin, double end) {
    KeyDistribution.Walk walk = source.layout().walk();
    return walk != null && (end - begin) * walk.segments() <= 1;
  }

  private static List<KeyPosition> rolledInside(
      Source source, long firstRun, long lastRun, KeyRange range) {
    var rolling = Objects.requireNonNull(source.layout().rolling());
    List<KeyPosition> found = new ArrayList<>();
    long step = Math.max(1, (lastRun - firstRun + 1) / ROLLED_KEYS);
    for (long run = firstRun; run <= lastRun; run += step) {
      long hash = source.layout().hashOf(run % rolling.count());
      if (range.collectionShare(hash) > 0) {
        found.add(KeyPosition.ofHash(hash));
      }
    }
    found.sort(null);
    return found;
  }

  private static void addKey(
      Source source, long hash, double load, KeyRange range, SortedMap<KeyPosition, KeyLoad> keys) {
    double share = range.collectionShare(hash);
    if (share <= 0) {
      return;
    }
    KeyLoad key = keys.computeIfAbsent(KeyPosition.ofHash(hash), k -> new KeyLoad());
    switch (source.layout().sortKeys()) {
      case RANDOM -> key.spread += load * share;
      case NONE -> key.first += range.contains(KeyPosition.ofHash(hash)) ? load : 0;
      case INCREASING -> key.behindLast += range.contains(new KeyPosition(hash, -1)) ? load : 0;
    }
  }

  /** The search for the place that halves the load of a range. */
  private final class Halving {
    private final KeyRange range;
    private final SortedMap<KeyPosition, KeyLoad> keys;
    private final List<KeyLayout.Stretch> stretches;
    private final double total;
    private SplitPoint.At best = new SplitPoint.At(KeyPosition.FIRST, 1);

    Halving(
        KeyRange range, SortedMap<KeyPosition, KeyLoad> keys, List<KeyLayout.Stretch> stretches) {
      this.range = range;
      this.keys = keys;
      this.stretches = stretches;
      this.total =
          keys.values().stream().mapToDouble(KeyLoad::total).sum()
              + stretches.stream().mapToDouble(KeyLayout.Stretch::weight).sum();
    }

    SplitPoint find() {
      for (KeyLoad key : keys.values()) {
        if (key.first > profile.splitHotItemShare() * total) {
          return new SplitPoint.Blocked(Cause.HOT_ITEM);
        }
        if (key.behindLast > profile.splitSequentialShare() * total) {
          return new SplitPoint.Blocked(Cause.SEQUENTIAL);
        }
      }
      if (keepsCollections && stretches.isEmpty() && keys.size() == 1) {
        return new SplitPoint.Blocked(Cause.LOCAL_INDEX);
      }
      double below = 0;
      double from = KeyPosition.fraction(range.from().hash());
      for (var entry : keys.entrySet()) {
        double at = KeyPosition.fraction(entry.getKey().hash());
        below = walkStretches(from, at, below);
        below = walkKey(entry.getKey().hash(), entry.getValue(), below);
        from = Math.max(from, at);
      }
      walkStretches(from, range.endFraction(), below);
      boolean divides = best.shareAbove() > 0 && best.shareAbove() < 1;
      return divides ? best : new SplitPoint.Blocked(Cause.INDIVISIBLE);
    }

    /** Looks between two keys, where the load is even in parts; returns the load below the end. */
    private double walkStretches(double from, double to, double below) {
      double within = stretches.stream().mapToDouble(s -> s.weightWithin(from, to)).sum();
      double half = total / 2;
      if (within > 0 && below <= half && half <= below + within) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS && low < high; i++) {
          double middle = low + (high - low) / 2;
          double found = stretches.stream().mapToDouble(s -> s.weightWithin(from, middle)).sum();
          if (below + found < half) {
            low = middle;
          } else {
            high = middle;
          }
        }
        consider(KeyPosition.ofHash(KeyPosition.atFraction(high)), half);
      }
      return below + within;
    }

    /** Looks before, in and behind a key's items; returns the load below its end. */
    private double walkKey(long hash, KeyLoad key, double below) {
      consider(KeyPosition.ofHash(hash), below);
      double half = total / 2;
      double spreadFrom = below + key.first;
      if (!keepsCollections && key.spread > 0) {
        double share = (half - spreadFrom) / key.spread;
        double cut = Math.min(Math.max(share, 0), 1);
        consider(inside(hash, cut), spreadFrom + key.spread * cut);
      }
      if (hash != -1) {
        consider(KeyPosition.ofHash(hash + 1), below + key.total());
      }
      return below + key.total();
    }

    /** A place among those of a key's items that the range owns. */
    private KeyPosition inside(long hash, double share) {
      KeyPosition from = range.from();
      KeyPosition to = range.to();
      double begin = from.hash() == hash ? KeyPosition.fraction(from.sort()) : 0;
      double end = to != null && to.hash() == hash ? KeyPosition.fraction(to.sort()) : 1;
      long sort = KeyPosition.atFraction(begin + (end - begin) * share);
      return new KeyPosition(hash, sort == 0 ? 1 : sort);
    }

    private void consider(KeyPosition position, double below) {
      double shareAbove = 1 - below / total;
      if (range.canSplitAt(position)
          && Math.abs(shareAbove - 0.5) < Math.abs(best.shareAbove() - 0.5)) {
        best = new SplitPoint.At(position, shareAbove);
      }
    }
  }
}
