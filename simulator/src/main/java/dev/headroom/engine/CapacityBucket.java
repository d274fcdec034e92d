package dev.headroom.engine;

import java.util.Arrays;

/**
 * The tokens of a table or index in one dimension: this second's allocation, and what was saved for
 * bursts.
 *
 * <p>The allocation arrives at the provisioned rate and holds one second's worth. What it cannot
 * hold overflows into the burst allowances. A request first takes from the allocation, then from an
 * allowance, and may overdraw: the debt is paid by the allocation before anything is saved again.
 * With one allowance this is one bucket of both caps. With three, each replica of a partition saves
 * its own: an eventually consistent read may use the fullest, every other read the leader's only.
 *
 * <p>Sources: DynamoDB Developer Guide, burst and adaptive capacity (300 seconds of unused
 * capacity); Elhemali et al., USENIX ATC 2022, section 4.1.1 (allocated and burst bucket, reads
 * decided where they are served).
 *
 * <p>Amounts are milli-units. Not thread-safe; nothing here allocates after construction.
 */
sealed class CapacityBucket permits RoutedBucket {

  private static final int LEADER = 0;

  private final long ratePerSecond;
  private final long allowanceCap;
  private final long savedCap;
  private final long longestStepNanos;
  private final long[] allowances;
  private long allocated;
  private long saved;
  private long remainder;
  private long lastNanos;

  /**
   * A bucket that starts at instant 0 with a full allocation.
   *
   * @param ratePerSecond milli-units per second
   * @param burstSeconds seconds of the rate that an allowance holds
   * @param allowanceCount number of allowances, at least 1
   * @param burstFraction share of each allowance that is full at the start, 0 to 1
   */
  CapacityBucket(long ratePerSecond, long burstSeconds, int allowanceCount, double burstFraction) {
    this.ratePerSecond = ratePerSecond;
    this.allowanceCap = ratePerSecond * burstSeconds;
    this.longestStepNanos = Refill.longestStepNanos(ratePerSecond);
    this.allowances = new long[allowanceCount];
    this.savedCap = allowanceCap * allowanceCount;
    long allowance = (long) (allowanceCap * burstFraction);
    Arrays.fill(allowances, allowance);
    this.saved = allowance * allowanceCount;
    this.allocated = ratePerSecond;
  }

  /**
   * A bucket with another rate and the tokens that one holds as of its last refill, as far as they
   * fit the new caps.
   *
   * @param before the bucket that it goes on from
   * @param ratePerSecond milli-units per second
   * @param burstSeconds seconds of the rate that an allowance holds
   */
  CapacityBucket(CapacityBucket before, long ratePerSecond, long burstSeconds) {
    this(ratePerSecond, burstSeconds, before.allowances.length, 0);
    lastNanos = before.lastNanos;
    remainder = before.remainder;
    allocated = Math.min(before.allocated, ratePerSecond);
    long overflow = before.allocated - allocated;
    for (int i = 0; i < allowances.length; i++) {
      allowances[i] = Math.min(allowanceCap, before.allowances[i] + overflow);
      saved += allowances[i];
    }
  }

  /** Adds what has arrived since the latest instant. */
  void refill(long nowNanos) {
    long elapsedNanos = nowNanos - lastNanos;
    if (elapsedNanos <= 0) {
      return;
    }
    lastNanos = nowNanos;
    if (elapsedNanos <= longestStepNanos) {
      long grown = ratePerSecond * elapsedNanos + remainder;
      long whole = grown / Refill.NANOS_PER_SECOND;
      remainder = grown - whole * Refill.NANOS_PER_SECOND;
      add(whole);
    } else {
      refillLong(elapsedNanos);
    }
  }

  private void add(long milliUnits) {
    allocated += milliUnits;
    if (allocated >= ratePerSecond) {
      save(allocated - ratePerSecond);
      allocated = ratePerSecond;
    }
  }

  private void save(long overflow) {
    if (saved < savedCap) {
      saved = 0;
      for (int i = 0; i < allowances.length; i++) {
        allowances[i] = Math.min(allowanceCap, allowances[i] + overflow);
        saved += allowances[i];
      }
    }
    if (saved == savedCap) {
      remainder = 0;
    }
  }

  /** Takes a time whose product would overflow as whole seconds and a rest. */
  private void refillLong(long elapsedNanos) {
    long seconds = elapsedNanos / Refill.NANOS_PER_SECOND;
    long missing = ratePerSecond - allocated + allowanceCap;
    if (seconds > missing / ratePerSecond) {
      allocated = ratePerSecond;
      Arrays.fill(allowances, allowanceCap);
      saved = savedCap;
      remainder = 0;
      return;
    }
    add(ratePerSecond * seconds);
    long nowNanos = lastNanos;
    lastNanos -= elapsedNanos - seconds * Refill.NANOS_PER_SECOND;
    refill(nowNanos);
  }

  /** This bucket with another rate; see the constructor. */
  CapacityBucket withRate(long newRatePerSecond, long burstSeconds) {
    return new CapacityBucket(this, newRatePerSecond, burstSeconds);
  }

  /** Lets time begin at an instant instead of 0. */
  void beginAt(long nowNanos) {
    lastNanos = nowNanos;
  }

  /**
   * Says through which request router the next requests come and what they ask for. Where tokens
   * are shared exactly it makes no difference.
   */
  void route(long nowNanos, int router, long milliUnits) {}

  /** What it holds for requests of a kind, as of the last refill; not positive when empty. */
  final long tokens(boolean anyReplica) {
    long usable = anyReplica ? saved : allowances[LEADER];
    return usable == 0 ? allocated : Math.max(0, allocated) + usable;
  }

  /** What the next requests, of a kind, may draw on, as of the last refill. */
  long available(boolean anyReplica) {
    return tokens(anyReplica);
  }

  /** Whether so much is there for requests of any kind, in whatever order they come. */
  boolean covers(double milliUnits) {
    return milliUnits <= tokens(false);
  }

  /** Takes tokens, into debt if need be. */
  void take(long milliUnits, boolean anyReplica) {
    long fromAllocation = Math.min(Math.max(allocated, 0), milliUnits);
    allocated -= fromAllocation;
    if (fromAllocation < milliUnits) {
      allocated -= drawBurst(milliUnits - fromAllocation, anyReplica);
    }
  }

  /** Draws on the allowances and returns what they could not give. */
  private long drawBurst(long milliUnits, boolean anyReplica) {
    long drawn = Math.min(anyReplica ? saved : allowances[LEADER], milliUnits);
    saved -= drawn;
    if (!anyReplica) {
      allowances[LEADER] -= drawn;
    } else {
      for (long left = drawn; left > 0; ) {
        left = drawFullest(left);
      }
    }
    return milliUnits - drawn;
  }

  /**
   * Draws on the fullest allowances alike, down to the next fullest at most, as if milli-unit by
   * milli-unit from whichever is fullest. Returns what is still missing.
   */
  private long drawFullest(long milliUnits) {
    long level = 0;
    long next = 0;
    int fullest = 0;
    for (long allowance : allowances) {
      if (allowance > level) {
        next = level;
        level = allowance;
        fullest = 1;
      } else if (allowance == level) {
        fullest++;
      } else if (allowance > next) {
        next = allowance;
      }
    }
    long drawn = Math.min(milliUnits, fullest * (level - next));
    long each = drawn / fullest;
    long rest = drawn - each * fullest;
    for (int i = 0; i < allowances.length; i++) {
      if (allowances[i] == level) {
        allowances[i] -= rest > 0 ? each + 1 : each;
        rest--;
      }
    }
    return milliUnits - drawn;
  }

  /** The share of the burst capacity that is left, 0 to 1, over all allowances. */
  double burstBalance() {
    return savedCap == 0 ? 0 : (double) saved / allowanceCap / allowances.length;
  }

  /** The rate at which tokens arrive, milli-units per second. */
  long ratePerSecond() {
    return ratePerSecond;
  }
}
