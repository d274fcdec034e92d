package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The throttling model written down as plainly as possible: one request at a time, no batches, no
 * carried remainders, nothing shared with the engine. Slow; small capacities only.
 *
 * <p>Tokens are kept in millionths of a millionth of a unit, of which a rate of one unit per second
 * brings exactly a thousand per nanosecond. A bucket lets a request pass while it holds at least
 * one whole thousandth of a unit, the smallest amount the model knows.
 */
final class NaiveEngine {

  private static final long PER_MILLI_UNIT = 1_000_000_000L;
  private static final long PER_UNIT = 1_000 * PER_MILLI_UNIT;
  private static final long PER_NANO_AT_ONE_UNIT_PER_SECOND = 1_000;

  /** What one request asks of one partition of one resource. */
  record Ask(int resource, int partition, long milliUnits) {}

  /** The answer to one request. */
  record Answer(boolean admitted, @Nullable ThrottlingReason firstReason) {}

  /** Tokens up to a cap, with debt. */
  private static final class Bucket {
    final long unitsPerSecond;
    final long cap;
    long tokens;
    long lastNanos;

    Bucket(long unitsPerSecond, long cap, long tokens) {
      this.unitsPerSecond = unitsPerSecond;
      this.cap = cap;
      this.tokens = tokens;
    }

    void refill(long nowNanos) {
      long arrived = (nowNanos - lastNanos) * unitsPerSecond * PER_NANO_AT_ONE_UNIT_PER_SECOND;
      tokens = Math.min(cap, tokens + arrived);
      lastNanos = nowNanos;
    }

    boolean isOpen() {
      return isWholeMilliUnit(tokens);
    }

    void take(long milliUnits) {
      tokens -= milliUnits * PER_MILLI_UNIT;
    }
  }

  /** This second's allocation, which overflows into what each replica saves. */
  private static final class Allocation {
    final Bucket second;
    final long savedCap;
    final long[] saved;

    Allocation(long unitsPerSecond, long savedSeconds, int replicas, double savedFraction) {
      second = new Bucket(unitsPerSecond, unitsPerSecond * PER_UNIT, unitsPerSecond * PER_UNIT);
      savedCap = unitsPerSecond * savedSeconds * PER_UNIT;
      saved = new long[replicas];
      long capMilliUnits = savedCap / PER_MILLI_UNIT;
      Arrays.fill(saved, PER_MILLI_UNIT * (long) (capMilliUnits * savedFraction));
    }

    void refill(long nowNanos) {
      long arrived =
          (nowNanos - second.lastNanos) * second.unitsPerSecond * PER_NANO_AT_ONE_UNIT_PER_SECOND;
      long overflow = Math.max(0, second.tokens + arrived - second.cap);
      second.refill(nowNanos);
      for (int i = 0; i < saved.length; i++) {
        saved[i] = Math.min(savedCap, saved[i] + overflow);
      }
    }

    boolean isOpen(boolean eventual) {
      long usable = Math.max(0, second.tokens);
      for (int i = 0; i < (eventual ? saved.length : 1); i++) {
        usable += saved[i];
      }
      return isWholeMilliUnit(usable);
    }

    /** From the allocation first, then thousandth by thousandth from the fullest allowance. */
    void take(long milliUnits, boolean eventual) {
      long left = milliUnits * PER_MILLI_UNIT;
      long fromSecond = Math.min(left, Math.max(0, second.tokens));
      second.tokens -= fromSecond;
      left -= fromSecond;
      while (left > 0) {
        int fullest = 0;
        for (int i = 1; i < (eventual ? saved.length : 1); i++) {
          if (saved[i] > saved[fullest]) {
            fullest = i;
          }
        }
        long drawn = Math.min(left, Math.min(saved[fullest], PER_MILLI_UNIT));
        if (saved.length == 1) {
          drawn = Math.min(left, saved[0]);
        }
        if (drawn == 0) {
          second.tokens -= left;
          return;
        }
        saved[fullest] -= drawn;
        left -= drawn;
      }
    }
  }

  /** A table or index. */
  private static final class Resource {
    final ResourceKind kind;
    final Map<Dimension, Allocation> allocations = new EnumMap<>(Dimension.class);
    final Map<Dimension, Limit> limits = new EnumMap<>(Dimension.class);
    final List<Bucket> writes = new ArrayList<>();
    final List<List<Bucket>> readsByReplica = new ArrayList<>();

    Resource(ResourceKind kind) {
      this.kind = kind;
    }
  }

  private final List<Resource> resources = new ArrayList<>();
  private final Map<ThrottlingReason, Long> events = new EnumMap<>(ThrottlingReason.class);
  private final boolean operationsPerReplica;
  private final int replicas;

  NaiveEngine(boolean operationsPerReplica) {
    this.operationsPerReplica = operationsPerReplica;
    this.replicas = operationsPerReplica ? 3 : 1;
  }

  /** Adds a resource with full partition buckets. */
  int add(ResourceKind kind, int partitions, long maxReadUnits, long maxWriteUnits) {
    Resource resource = new Resource(kind);
    for (int p = 0; p < partitions; p++) {
      resource.writes.add(
          new Bucket(maxWriteUnits, maxWriteUnits * PER_UNIT, maxWriteUnits * PER_UNIT));
      List<Bucket> reads = new ArrayList<>();
      for (int r = 0; r < replicas; r++) {
        reads.add(new Bucket(maxReadUnits, maxReadUnits * PER_UNIT, maxReadUnits * PER_UNIT));
      }
      resource.readsByReplica.add(reads);
    }
    resources.add(resource);
    return resources.size() - 1;
  }

  /** Sets the limit of a whole resource in one dimension. */
  void limit(
      int resource,
      Dimension dimension,
      Limit limit,
      long unitsPerSecond,
      long savedSeconds,
      int allowances,
      double savedFraction) {
    resources
        .get(resource)
        .allocations
        .put(dimension, new Allocation(unitsPerSecond, savedSeconds, allowances, savedFraction));
    resources.get(resource).limits.put(dimension, limit);
  }

  /** Decides one request, of one or several items that pass together or not at all. */
  Answer decide(long nowNanos, Dimension dimension, boolean eventual, int replica, List<Ask> asks) {
    ThrottlingReason first = null;
    for (int r = 0; r < resources.size(); r++) {
      int index = r;
      Resource resource = resources.get(r);
      List<Ask> own = asks.stream().filter(ask -> ask.resource() == index).toList();
      if (own.isEmpty()) {
        continue;
      }
      Allocation allocation = allocation(resource, dimension);
      allocation.refill(nowNanos);
      Limit met = allocation.isOpen(eventual) ? null : resource.limits.get(dimension);
      for (Ask ask : own) {
        Bucket bucket = bucket(resource, ask.partition(), dimension, replica);
        bucket.refill(nowNanos);
        if (met == null && !bucket.isOpen()) {
          met = Limit.KEY_RANGE_THROUGHPUT;
        }
      }
      if (met != null) {
        ThrottlingReason reason = ThrottlingReason.of(resource.kind, dimension, met);
        events.merge(reason, 1L, Long::sum);
        first = first == null ? reason : first;
      }
    }
    if (first != null) {
      return new Answer(false, first);
    }
    for (Ask ask : asks) {
      Resource resource = resources.get(ask.resource());
      allocation(resource, dimension).take(ask.milliUnits(), eventual);
      bucket(resource, ask.partition(), dimension, replica)
          .take(eventual && operationsPerReplica ? 2 * ask.milliUnits() : ask.milliUnits());
    }
    return new Answer(true, null);
  }

  /** Throttle events so far. */
  long events(ThrottlingReason reason) {
    return events.getOrDefault(reason, 0L);
  }

  private static Allocation allocation(Resource resource, Dimension dimension) {
    Allocation found = resource.allocations.get(dimension);
    if (found == null) {
      throw new IllegalStateException("no limit set for " + dimension);
    }
    return found;
  }

  private static Bucket bucket(Resource resource, int partition, Dimension dimension, int replica) {
    return dimension == Dimension.WRITE
        ? resource.writes.get(partition)
        : resource.readsByReplica.get(partition).get(replica);
  }

  private static boolean isWholeMilliUnit(long tokens) {
    return tokens >= PER_MILLI_UNIT;
  }
}
