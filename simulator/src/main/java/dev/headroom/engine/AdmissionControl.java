package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile.Debt;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.chance.Chance;
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
  private final Chance replicaChance;
  private final boolean strict;

  /**
   * Admission over a set of resources.
   *
   * @param resources tables and indexes; their order gives the indexes of {@link Charges#add}
   * @param chance decides which replica serves an eventually consistent read
   * @param debt whether a request may overdraw a bucket
   */
  public AdmissionControl(List<ResourceState> resources, Chance chance, Debt debt) {
    this.resources = List.copyOf(resources);
    this.byIndex = this.resources.toArray(new ResourceState[0]);
    this.replicaChance = chance;
    this.strict = debt == Debt.STRICT;
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
    int replicas =
        charges.isEventual() && charges.hasPartition(0)
            ? partition(charges, 0).readsByReplica.length
            : Partition.LEADER + 1;
    if (replicas == 1) {
      admit(nowNanos, charges, n, 0, n, false, Partition.LEADER, result);
    } else if (n == 1) {
      int replica = (int) replicaChance.nextLong(replicas);
      admit(nowNanos, charges, n, 0, n, false, replica, result);
    } else {
      admitOverReplicas(nowNanos, charges, n, replicas, result);
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
    int replica =
        charges.isEventual() && charges.hasPartition(0)
            ? partition(charges, 0).nextReplica()
            : Partition.LEADER;
    admit(nowNanos, charges, n, 0, n, true, replica, result);
  }

  private void admitOverReplicas(
      long nowNanos, Charges charges, long n, int replicas, Admission result) {
    int replica = (int) replicaChance.nextLong(replicas);
    long from = 0;
    for (int left = replicas; left > 0; left--) {
      long part = replicaChance.nextBinomial(n - from, 1.0 / left);
      if (part > 0) {
        admit(nowNanos, charges, n, from, from + part, false, replica, result);
      }
      from += part;
      replica = (replica + 1) % replicas;
    }
  }

  /** Admits the requests {@code from} to {@code to} of a batch on one replica. */
  private void admit(
      long nowNanos,
      Charges charges,
      long n,
      long from,
      long to,
      boolean together,
      int replica,
      Admission result) {
    long asked = to - from;
    long passing = asked;
    int size = charges.size();
    for (int i = 0; i < size; ) {
      ResourceState resource = byIndex[charges.resource(i)];
      boolean queues = queues(resource, charges, i);
      CapacityBucket bucket = resource.bucket(charges.dimension());
      bucket.refill(nowNanos);
      int group = i;
      long units = 0;
      do {
        long partitionUnits = units(charges, i, n, from, to);
        units += partitionUnits;
        if (!charges.hasPartition(i)) {
          i++;
          continue;
        }
        TokenBucket limit = limit(charges, i, replica);
        limit.refill(nowNanos);
        long room =
            queues
                ? Refill.admissible(
                    resource.backlogRoom(partition(charges, i), nowNanos), asked, partitionUnits)
                : passing(limit.tokens(), asked, metered(charges, i, partitionUnits));
        passing = Math.min(passing, room);
        i++;
      } while (i < size && charges.resource(i) == charges.resource(group));
      if (!queues) {
        passing = Math.min(passing, passing(bucket.available(charges.isEventual()), asked, units));
      }
    }
    if (together && passing > 0) {
      passing = asked;
    }
    if (passing > 0) {
      take(nowNanos, charges, n, from, from + passing, replica);
      result.addAdmitted(passing);
    }
    if (passing < asked) {
      refuse(charges, asked - passing, n, replica, result);
    }
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

  private static boolean queues(ResourceState resource, Charges charges, int at) {
    return resource.queuesWrites()
        && charges.dimension() == Dimension.WRITE
        && charges.hasPartition(at);
  }

  private void take(long nowNanos, Charges charges, long n, long from, long to, int replica) {
    Dimension dimension = charges.dimension();
    long requests = to - from;
    int size = charges.size();
    for (int i = 0; i < size; ) {
      ResourceState resource = byIndex[charges.resource(i)];
      boolean queues = queues(resource, charges, i);
      int group = i;
      long units = 0;
      long pooledUnits = 0;
      long adaptive = 0;
      do {
        long partitionUnits = units(charges, i, n, from, to);
        units += partitionUnits;
        if (!charges.hasPartition(i)) {
          pooledUnits += partitionUnits;
          i++;
          continue;
        }
        Partition partition = partition(charges, i);
        long leftOfEvenShare =
            resource.evenSharePerSecond(dimension)
                - partition.thisSecond(dimension).consumed(nowNanos);
        adaptive = Math.max(adaptive, requests - partOf(requests, leftOfEvenShare, partitionUnits));
        if (queues) {
          resource.enqueue(partition, partitionUnits, nowNanos);
        } else {
          limit(charges, i, replica).take(metered(charges, i, partitionUnits));
          resource.consume(partition, partitionUnits, dimension, charges.isEventual());
        }
        i++;
      } while (i < size && charges.resource(i) == charges.resource(group));
      if (!queues) {
        resource.bucket(dimension).take(units, charges.isEventual());
      }
      SecondMeter thisSecond = resource.thisSecond(dimension);
      long leftOfRate = resource.ratePerSecond(dimension) - thisSecond.consumed(nowNanos);
      long burst = requests - partOf(requests, leftOfRate, units);
      thisSecond.add(units);
      adaptive = Math.max(0, adaptive - burst);
      resource.countAdmitted(requests - burst - adaptive, burst, adaptive);
      if (pooledUnits > 0) {
        resource.takePooled(dimension, pooledUnits, requests, burst);
      }
    }
  }

  /** How many of some requests begin within a part of the units they use together. */
  private static long partOf(long requests, long part, long units) {
    if (part <= 0) {
      return 0;
    }
    return part >= units ? requests : (long) Math.ceil((double) part / units * requests);
  }

  /** Counts one event per resource that refuses, for the first limit met there. */
  private void refuse(Charges charges, long requests, long n, int replica, Admission result) {
    result.addThrottled(requests);
    int size = charges.size();
    for (int i = 0; i < size; ) {
      int index = charges.resource(i);
      ResourceState resource = byIndex[index];
      boolean queues = queues(resource, charges, i);
      long units = 0;
      int hotPartition = Admission.NO_PARTITION;
      int fullPartition = Admission.NO_PARTITION;
      do {
        long partitionUnits = charges.milliUnits(i);
        units += partitionUnits;
        if (!charges.hasPartition(i)) {
          i++;
          continue;
        }
        int partition = charges.partition(i);
        boolean hot =
            refuses(limit(charges, i, replica).tokens(), n, metered(charges, i, partitionUnits));
        if (hot && hotPartition == Admission.NO_PARTITION) {
          hotPartition = partition;
        }
        if (queues && resource.isBacklogFull(partition(charges, i))) {
          fullPartition = partition;
        }
        i++;
      } while (i < size && charges.resource(i) == index);
      long tokens = resource.bucket(charges.dimension()).available(charges.isEventual());
      if (queues && fullPartition == Admission.NO_PARTITION) {
        continue;
      }
      if (refuses(tokens, n, units)) {
        Limit limit = resource.limit(charges.dimension());
        count(resource, index, limit, Admission.NO_PARTITION, charges, requests, result);
      } else if (queues || hotPartition != Admission.NO_PARTITION) {
        int partition = queues ? fullPartition : hotPartition;
        resource
            .partition(partition)
            .refuse(requests, units / n * requests, charges.dimension(), charges.isEventual());
        count(resource, index, Limit.KEY_RANGE_THROUGHPUT, partition, charges, requests, result);
      }
    }
  }

  private static void count(
      ResourceState resource,
      int index,
      Limit limit,
      int partition,
      Charges charges,
      long requests,
      Admission result) {
    ThrottlingReason reason = resource.reason(charges.dimension(), limit);
    resource.countThrottled(reason, requests);
    result.addReason(reason, index, partition, requests);
  }

  private Partition partition(Charges charges, int at) {
    return byIndex[charges.resource(at)].partition(charges.partition(at));
  }

  private TokenBucket limit(Charges charges, int at, int replica) {
    return partition(charges, at).bucket(charges.dimension(), replica);
  }

  /** What the requests {@code from} to {@code to} of {@code n} ask of one charge. */
  private static long units(Charges charges, int at, long n, long from, long to) {
    long all = charges.milliUnits(at);
    return n == 1 ? all : Refill.share(all, to, n) - Refill.share(all, from, n);
  }

  /**
   * Units as a partition's bucket meters them: an eventually consistent read costs half a unit, but
   * is a whole operation for the replica that serves it.
   */
  private long metered(Charges charges, int at, long milliUnits) {
    Partition partition = partition(charges, at);
    if (charges.dimension() == Dimension.WRITE) {
      return partition.meteredWrite(milliUnits);
    }
    return charges.isEventual() && partition.readsByReplica.length > 1
        ? 2 * milliUnits
        : milliUnits;
  }
}
