package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile.Debt;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.chance.Chance;
import dev.headroom.engine.Charges.Charge;
import java.util.List;

/**
 * Decides, at a given time, whether requests are let in or throttled.
 *
 * <p>An operation passes only if every bucket that it touches holds a token: of the table and of
 * each index, first the resource's own limit, then the partition's. Then all are charged, perhaps
 * into debt; if one refuses, none is charged. Of {@code n} like requests as many pass as would if
 * they came one after the other at the same instant; {@code n = 1} goes through the same code.
 *
 * <p>Time is an argument and never runs backwards: an earlier instant counts as the latest seen. A
 * decision takes time proportional to its charges and allocates nothing. Not thread-safe.
 */
public final class AdmissionControl {

  private final List<ResourceState> resources;
  private final ResourceState[] byIndex;
  private final DimensionState[] reads;
  private final DimensionState[] writes;
  private final int routers;
  private final Chance chance;
  private final boolean strict;

  /**
   * Admission over a set of resources.
   *
   * @param resources tables and indexes; their order gives the indexes of {@link Charges#add}
   * @param chance decides through which router a request comes, and which replica serves an
   *     eventually consistent read
   * @param debt whether a request may overdraw a bucket
   */
  public AdmissionControl(List<ResourceState> resources, Chance chance, Debt debt) {
    this.resources = List.copyOf(resources);
    this.byIndex = this.resources.toArray(new ResourceState[0]);
    this.reads = states(Dimension.READ);
    this.writes = states(Dimension.WRITE);
    this.routers = this.resources.stream().mapToInt(ResourceState::routers).max().orElse(1);
    this.chance = chance;
    this.strict = debt == Debt.STRICT;
  }

  private DimensionState[] states(Dimension dimension) {
    return resources.stream()
        .map(resource -> resource.state(dimension))
        .toArray(DimensionState[]::new);
  }

  /** The resources, in the order of their indexes. */
  public List<ResourceState> resources() {
    return resources;
  }

  /**
   * Admits a batch of like requests that come one after the other at one instant.
   *
   * @param nowNanos time since the start
   * @param charges what all requests of the batch together ask for
   * @param n number of requests, at least 1
   * @param result is filled with the answer
   */
  public void admit(long nowNanos, Charges charges, long n, Admission result) {
    result.clear();
    int replicas = charges.isEventual() ? firstPartition(charges).readsByReplica.length : 1;
    int paths = routers * replicas;
    if (paths == 1) {
      admitPart(nowNanos, charges, n, 0, n, false, Partition.LEADER, result);
    } else if (n == 1) {
      int path = (int) chance.nextLong(paths);
      route(nowNanos, charges, path % routers);
      admitPart(nowNanos, charges, n, 0, n, false, path / routers, result);
    } else {
      admitOverPaths(nowNanos, charges, n, paths, false, result);
    }
  }

  /**
   * Admits like requests as if they were one: all or none, into debt if need be.
   *
   * <p>For a few of many requests that lie close together in time: they meet an empty bucket as
   * often as each would by itself, and leave it empty for others as long. Were they let in up to
   * the last token, the bucket would soon hold some again for whoever comes next, and small
   * requests would pass before large ones.
   *
   * <p>Where no request may overdraw, this is {@link #admit}.
   *
   * @param nowNanos time since the start
   * @param charges what all requests of the group together ask for
   * @param n number of requests, at least 1
   * @param result is filled with the answer
   */
  public void admitTogether(long nowNanos, Charges charges, long n, Admission result) {
    if (n == 1 || strict) {
      admit(nowNanos, charges, n, result);
      return;
    }
    result.clear();
    if (routers == 1) {
      admitPart(nowNanos, charges, n, 0, n, true, groupReplica(charges), result);
    } else {
      admitOverPaths(nowNanos, charges, n, routers, true, result);
    }
  }

  /**
   * Replaces what an admitted request was expected to take by what it took, into debt if need be:
   * the cost of a request is known for certain only when it has been carried out. No charges at all
   * stand for a request that never was.
   *
   * @param nowNanos time since the start
   * @param expected what it was {@linkplain #admit admitted} for
   * @param actual what it took, of the same kind
   * @param replica the one that {@link Admission#replica} told
   */
  public void settle(long nowNanos, Charges expected, Charges actual, int replica) {
    adjust(nowNanos, expected, -1, replica);
    adjust(nowNanos, actual, 1, replica);
  }

  private void adjust(long nowNanos, Charges charges, int sign, int replica) {
    Dimension dimension = charges.dimension();
    boolean eventual = charges.isEventual();
    for (int i = 0; i < charges.size(); i++) {
      Charge charge = charges.get(i);
      ResourceState resource = byIndex[charge.resource()];
      DimensionState state = resource.state(dimension);
      Partition partition = resource.partition(charge.partition());
      long units = sign * charge.milliUnits();
      if (state.queues()) {
        resource.enqueue(partition, units, nowNanos);
      } else {
        TokenBucket bucket = partition.bucket(dimension, replica);
        bucket.refill(nowNanos);
        bucket.take(partition.metered(units, dimension, eventual));
        partition.serve(units, dimension, eventual);
        state.bucket().refill(nowNanos);
        state.take(units, eventual);
      }
    }
  }

  private int groupReplica(Charges charges) {
    return charges.isEventual() ? firstPartition(charges).nextReplica() : Partition.LEADER;
  }

  /** Spreads requests at random over paths, which are pairs of a replica and a router. */
  private void admitOverPaths(
      long nowNanos, Charges charges, long n, int paths, boolean together, Admission result) {
    int path = (int) chance.nextLong(paths);
    long from = 0;
    for (int left = paths; left > 0; left--) {
      long part = chance.nextBinomial(n - from, 1.0 / left);
      if (part > 0) {
        charges.select(from, from + part, n);
        route(nowNanos, charges, path % routers);
        int replica = together ? groupReplica(charges) : path / routers;
        admitPart(nowNanos, charges, n, from, from + part, together, replica, result);
      }
      from += part;
      path = (path + 1) % paths;
    }
    charges.select(0, n, n);
  }

  /** Lets the selected requests come through a router. */
  private void route(long nowNanos, Charges charges, int router) {
    if (routers == 1) {
      return;
    }
    Dimension dimension = charges.dimension();
    for (int i = 0; i < charges.size(); i++) {
      Charge charge = charges.get(i);
      CapacityBucket bucket = byIndex[charge.resource()].state(dimension).bucket();
      bucket.route(nowNanos, router, charge.selected());
    }
  }

  /** Admits the selected requests, {@code from} to {@code to} of a batch, on one replica. */
  private void admitPart(
      long nowNanos,
      Charges charges,
      long n,
      long from,
      long to,
      boolean together,
      int replica,
      Admission result) {
    long asked = to - from;
    result.meetReplica(replica);
    long passing = passing(nowNanos, charges, asked, replica);
    if (passing == asked || (together && passing > 0)) {
      take(nowNanos, charges, asked, replica);
      result.addAdmitted(asked);
      return;
    }
    if (passing > 0) {
      charges.select(from, from + passing, n);
      take(nowNanos, charges, passing, replica);
      charges.select(from, to, n);
      result.addAdmitted(passing);
    }
    refuse(charges, asked - passing, n, replica, result);
  }

  /**
   * Brings every bucket that is touched to an instant, and says how many requests they let pass.
   */
  private long passing(long nowNanos, Charges charges, long asked, int replica) {
    Dimension dimension = charges.dimension();
    boolean eventual = charges.isEventual();
    DimensionState[] states = dimension == Dimension.WRITE ? writes : reads;
    long passing = asked;
    long units = 0;
    for (int i = 0; i < charges.size(); i++) {
      Charge charge = charges.get(i);
      DimensionState state = states[charge.resource()];
      Partition partition = state.partition(charge.partition());
      charge.meet(partition);
      TokenBucket bucket = partition.bucket(dimension, replica);
      bucket.refill(nowNanos);
      state.bucket().refill(nowNanos);
      long partitionUnits = charge.selected();
      units += partitionUnits;
      if (state.queues()) {
        long room = byIndex[charge.resource()].backlogRoom(partition, nowNanos);
        passing = Math.min(passing, Refill.admissible(room, asked, partitionUnits));
      } else {
        long metered = partition.metered(partitionUnits, dimension, eventual);
        passing = Math.min(passing, passing(bucket.tokens(), asked, metered));
      }
      if (charges.endsResource(i)) {
        if (!state.queues()) {
          passing = Math.min(passing, passing(state.bucket().available(eventual), asked, units));
        }
        units = 0;
      }
    }
    return passing;
  }

  private long passing(long tokens, long asked, long milliUnits) {
    return strict
        ? Refill.covered(tokens, asked, milliUnits)
        : Refill.admissible(tokens, asked, milliUnits);
  }

  /**
   * Whether a bucket refuses one more request of those that ask for {@code milliUnits} together.
   */
  private boolean refuses(long tokens, long n, long milliUnits) {
    return strict ? tokens < milliUnits / n : tokens <= 0;
  }

  /** Charges the selected requests to the partitions that {@link #passing} has met. */
  private void take(long nowNanos, Charges charges, long requests, int replica) {
    Dimension dimension = charges.dimension();
    boolean eventual = charges.isEventual();
    DimensionState[] states = dimension == Dimension.WRITE ? writes : reads;
    long units = 0;
    long withinEvenShare = requests;
    boolean pooled = false;
    for (int i = 0; i < charges.size(); i++) {
      Charge charge = charges.get(i);
      DimensionState state = states[charge.resource()];
      Partition partition = charge.met();
      long partitionUnits = charge.selected();
      units += partitionUnits;
      long leftOfEvenShare = partition.leftOf(state.evenSharePerSecond(), dimension, nowNanos);
      withinEvenShare =
          Math.min(withinEvenShare, Refill.begun(requests, leftOfEvenShare, partitionUnits));
      pooled |= partition.isPool();
      if (state.queues()) {
        byIndex[charge.resource()].enqueue(partition, partitionUnits, nowNanos);
      } else {
        partition
            .bucket(dimension, replica)
            .take(partition.metered(partitionUnits, dimension, eventual));
        partition.serve(partitionUnits, dimension, eventual);
      }
      if (charges.endsResource(i)) {
        if (!state.queues()) {
          state.take(units, eventual);
        }
        state.countAdmitted(nowNanos, requests, units, requests - withinEvenShare, pooled);
        units = 0;
        withinEvenShare = requests;
        pooled = false;
      }
    }
  }

  /** Counts one event per resource that refuses, for the first limit met there. */
  private void refuse(Charges charges, long requests, long n, int replica, Admission result) {
    result.addThrottled(requests);
    Dimension dimension = charges.dimension();
    boolean eventual = charges.isEventual();
    int size = charges.size();
    for (int i = 0; i < size; ) {
      int index = charges.get(i).resource();
      ResourceState resource = byIndex[index];
      boolean queues = resource.queues(dimension);
      long units = 0;
      int hotPartition = Admission.NO_PARTITION;
      int fullPartition = Admission.NO_PARTITION;
      do {
        Charge charge = charges.get(i);
        Partition partition = resource.partition(charge.partition());
        long partitionUnits = charge.milliUnits();
        units += partitionUnits;
        long tokens = partition.bucket(dimension, replica).tokens();
        if (hotPartition == Admission.NO_PARTITION
            && refuses(tokens, n, partition.metered(partitionUnits, dimension, eventual))) {
          hotPartition = charge.partition();
        }
        if (queues && resource.isBacklogFull(partition)) {
          fullPartition = charge.partition();
        }
        i++;
      } while (i < size && charges.get(i).resource() == index);
      if (queues && fullPartition == Admission.NO_PARTITION) {
        continue;
      }
      if (refuses(resource.state(dimension).bucket().available(eventual), n, units)) {
        Limit limit = resource.limit(dimension);
        count(resource, index, limit, Admission.NO_PARTITION, dimension, requests, result);
      } else if (queues || hotPartition != Admission.NO_PARTITION) {
        int partition = queues ? fullPartition : hotPartition;
        resource.partition(partition).refuse(requests, units / n * requests, dimension, eventual);
        count(resource, index, Limit.KEY_RANGE_THROUGHPUT, partition, dimension, requests, result);
      }
    }
  }

  private static void count(
      ResourceState resource,
      int index,
      Limit limit,
      int partition,
      Dimension dimension,
      long requests,
      Admission result) {
    ThrottlingReason reason = resource.reason(dimension, limit);
    resource.countThrottled(reason, requests);
    result.addReason(reason, index, partition, requests);
  }

  private Partition firstPartition(Charges charges) {
    Charge first = charges.get(0);
    return byIndex[first.resource()].partition(first.partition());
  }
}
