package dev.headroom.prediction;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.chance.Chance;
import dev.headroom.engine.Admission;
import dev.headroom.engine.AdmissionControl;
import dev.headroom.engine.Charges;
import dev.headroom.traffic.AdaptiveRateLimiter;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Operation.Shape;
import dev.headroom.traffic.RetryQuota;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a flow's operations to admission control, with their costs drawn, and keeps the books that
 * every attempt touches.
 */
final class FlowAdmission {

  private final FlowPlan plan;
  private final Flow flow;
  private final List<Component> components;
  private final AdmissionControl admission;
  private final List<ResourceRecorder> resources;
  private final KeyTally tally;
  private final RetryQuota quota;
  private final @Nullable AdaptiveRateLimiter limiter;
  private final Chance chance;
  private final Charges charges = new Charges();
  private final Admission result;
  private final long[] milliUnits;
  private final double storedBytes;
  private final boolean readsSeveralPartitions;
  private @Nullable ThrottlingReason lastReason;
  private int lastReasonResource;

  FlowAdmission(
      FlowPlan plan,
      List<Component> components,
      AdmissionControl admission,
      List<ResourceRecorder> resources,
      Chance chance) {
    this.plan = plan;
    this.flow = plan.flow();
    this.components = components;
    this.admission = admission;
    this.resources = resources;
    this.tally = new KeyTally(components, chance.fork("pool"));
    this.quota = RetryQuota.of(plan.retries().budget(), flow.client().instances());
    this.limiter =
        plan.retries().limitsRate() ? new AdaptiveRateLimiter(flow.client().instances()) : null;
    this.chance = chance;
    this.result = new Admission(admission.resources().size());
    this.milliUnits = new long[components.size()];
    this.storedBytes = plan.cost().meanStoredBytes();
    this.readsSeveralPartitions =
        flow.operation().shape() == Shape.PAGE
            && (target().layout().walk() != null || flow.itemsPerRequest() == 0);
  }

  /** How the keys spread over what the flow's operations name: the table, or an index. */
  private PartitionMix target() {
    return components.getFirst().mix();
  }

  /** Where the flow's requests go. */
  List<Component> components() {
    return components;
  }

  KeyTally tally() {
    return tally;
  }

  /** The answer to the latest operation. */
  Admission result() {
    return result;
  }

  /** Admits like operations of one cell, one after the other at one instant. */
  Admission admit(long nowNanos, Cells cells, int cell, long n) {
    prepare(cells, cell, n);
    admission.admit(nowNanos, charges, n, result);
    return book(nowNanos, cells, cell, n);
  }

  /** Admits like operations of one cell as if they were one. */
  Admission admitTogether(long nowNanos, Cells cells, int cell, long n) {
    prepare(cells, cell, n);
    admission.admitTogether(nowNanos, charges, n, result);
    return book(nowNanos, cells, cell, n);
  }

  private void prepare(Cells cells, int cell, long n) {
    plan.cost().draw(n, chance, milliUnits);
    clearCharges();
    charge(cells, cell, n, milliUnits);
  }

  private Admission book(long nowNanos, Cells cells, int cell, long n) {
    noteThrottles(nowNanos);
    tally.count(cells, cell, milliUnits, n, result);
    addData(cells, cell, result.admitted());
    return result;
  }

  /** Lets the table grow by what admitted writes store. */
  private void addData(Cells cells, int cell, long written) {
    int partition = cells.partition(cell, 0);
    if (storedBytes != 0 && written > 0 && partition != Component.POOL) {
      admission.resources().getFirst().addData(partition, storedBytes * written);
    }
  }

  /** Hands what a component's requests consumed in the pool to the partitions there. */
  void settlePool(int component, KeyTally.Consumption receiver) {
    tally.settlePool(
        component,
        (partition, units, requests) -> {
          receiver.accept(partition, units, requests);
          if (component == 0 && storedBytes != 0) {
            admission.resources().getFirst().addData(partition, storedBytes * requests);
          }
        });
  }

  /** Admits all items of one transaction, or none. */
  Admission admitTransaction(long nowNanos, Cells items) {
    long[][] costs = new long[items.size()][components.size()];
    clearCharges();
    for (int cell = 0; cell < items.size(); cell++) {
      plan.cost().draw(items.count(cell), chance, costs[cell]);
      charge(items, cell, items.count(cell), costs[cell]);
    }
    admission.admit(nowNanos, charges, 1, result);
    noteThrottles(nowNanos);
    for (int cell = 0; cell < items.size(); cell++) {
      tally.count(items, cell, costs[cell], 1, result);
      addData(items, cell, result.admitted() * items.count(cell));
    }
    return result;
  }

  private void clearCharges() {
    Dimension dimension = flow.dimension();
    charges.clear(
        dimension, dimension == Dimension.READ && flow.consistency() == Consistency.EVENTUAL);
  }

  private void charge(Cells cells, int cell, long n, long[] units) {
    for (int c = 0; c < components.size(); c++) {
      int partition = cells.partition(cell, c);
      if (partition == Component.UNTOUCHED) {
        continue;
      }
      if (c == 0 && readsSeveralPartitions) {
        units[0] = chargePages(partition, n, units[0]);
      } else {
        charges.add(components.get(c).resource(), partition, units[c]);
      }
    }
  }

  /**
   * Charges pages that begin in a partition.
   *
   * @param units what they cost where they stay within it
   * @return what they cost
   */
  private long chargePages(int partition, long n, long units) {
    if (partition != Component.POOL) {
      return chargeParts(target().pageParts(partition), n, units);
    }
    double more = target().searchedByPooledPage() - 1;
    long whole = (long) more;
    long searched = n + n * whole + chance.nextBinomial(n, more - whole);
    long sum = searched * plan.cost().emptyPartitionMilliUnits();
    charges.add(components.getFirst().resource(), partition, sum);
    return sum;
  }

  /** Charges each partition for its part of the data, and for being searched in vain. */
  private long chargeParts(PageParts parts, long n, long units) {
    int items = flow.itemsPerRequest();
    double before = 0;
    long sum = 0;
    long laidOut = 0;
    for (int part = 0; part < parts.count(); part++) {
      before += parts.dataShare(part);
      long upTo = part + 1 == parts.count() ? units : Math.round(units * Math.min(1, before));
      long ofPart = items == 0 ? 0 : upTo - laidOut;
      laidOut = upTo;
      long searched = Math.round(Math.max(1, parts.searched(part)));
      double empty = Math.min(1, parts.searched(part)) * parts.emptyProbability(part, items);
      ofPart += chance.nextBinomial(n * searched, empty) * plan.cost().emptyPartitionMilliUnits();
      if (ofPart > 0) {
        charges.add(components.getFirst().resource(), parts.partition(part), ofPart);
        sum += ofPart;
      }
    }
    return sum;
  }

  private void noteThrottles(long nowNanos) {
    if (result.throttled() == 0) {
      return;
    }
    lastReason = result.reason();
    lastReasonResource = result.reasonResource();
    for (int r = 0; r < resources.size(); r++) {
      if (result.throttled(r) > 0) {
        resources.get(r).noteThrottle(nowNanos, flow.name());
      }
    }
  }

  /** Counts the refused requests of the latest answer, each with every resource that refused. */
  void countThrottledRequests(long nowNanos) {
    for (int r = 0; r < resources.size(); r++) {
      resources.get(r).throttledRequests(nowNanos, result.throttled(r));
    }
  }

  /** Counts refused batch requests, with the resource that refused an item last. */
  void countThrottledBatches(long nowNanos, long requests) {
    resources.get(lastReasonResource).throttledRequests(nowNanos, requests);
  }

  /** What slows the client's attempts down; null if nothing does. */
  @Nullable AdaptiveRateLimiter limiter() {
    return limiter;
  }

  /** How many of the requests that were refused last may be sent again. */
  long grantRetries(long nowNanos, long refused, int attempt) {
    ThrottlingReason reason = lastReason;
    boolean retryable =
        reason != null
            && attempt < plan.retries().maxAttempts()
            && plan.retries().retries(flow.operation().shape(), reason.limit());
    long granted = retryable ? quota.take(refused) : 0;
    if (limiter != null && granted > 0) {
      limiter.throttle(nowNanos, granted);
    }
    return granted;
  }

  /** How long retries have to wait for the rate limiter beside their pause; takes their tokens. */
  long retryTokensNanos(long nowNanos, long retries) {
    if (limiter == null) {
      return 0;
    }
    long waitNanos = limiter.waitNanos(nowNanos, retries);
    limiter.take(nowNanos, retries);
    return waitNanos;
  }

  /** Notes requests that succeeded, which gives back retry quota. */
  void noteSuccesses(long nowNanos, long succeeded, int attempt) {
    quota.refund(succeeded, attempt);
    if (limiter != null) {
      limiter.succeed(nowNanos, succeeded);
    }
  }

  /**
   * Where requests of a cell go next that were refused last: to the partition that refused them, a
   * page to where it begins; what the whole resource refused may be anywhere.
   */
  RetryWheel.Place placeOfRetry(Cells cells, int cell) {
    boolean isPageInOrder = target().layout().walk() != null;
    if (result.reasonPartition() != Admission.NO_PARTITION && !isPageInOrder) {
      return new RetryWheel.Place(refusedComponent(), result.reasonPartition());
    }
    return target().isInOrder()
        ? new RetryWheel.Place(0, cells.partition(cell, 0))
        : RetryWheel.Place.ANY;
  }

  /** The component of the resource that refused first. */
  private int refusedComponent() {
    for (int c = 0; c < components.size(); c++) {
      if (components.get(c).resource() == lastReasonResource) {
        return c;
      }
    }
    throw new AssertionError("only touched resources refuse");
  }
}
