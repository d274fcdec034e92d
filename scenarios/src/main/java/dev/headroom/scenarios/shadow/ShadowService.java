package dev.headroom.scenarios.shadow;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.engine.TableUpdate.Answer;
import dev.headroom.outcome.Series;
import dev.headroom.outcome.Shadow.FlowMinutes;
import dev.headroom.outcome.Shadow;
import dev.headroom.plan.PlannedDemands.Admission;
import dev.headroom.plan.PlannedDemands;
import dev.headroom.plan.PlannedRequest;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.TableChange;
import dev.headroom.service.Decision;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ServiceListener;
import dev.headroom.service.ServiceSettings;
import dev.headroom.service.TableStatus;
import dev.headroom.service.ThrottledService;
import dev.headroom.table.CapacityMode;
import dev.headroom.traffic.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A service of the run's own, in the state in which the scenario begins. It decides about every
 * attempt from what the client knows before it sends it. Thread-safe.
 */
public final class ShadowService {

  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** What it decides shows in the counts below. */
  private static final ServiceListener NOBODY =
      new ServiceListener() {
        @Override
        public void throttled(
            LiveTable table, String resource, boolean isIndex, ThrottlingReason reason) {}

        @Override
        public void event(LiveTable table, String kind, String resource, String detail) {}
      };

  private final Scenario scenario;
  private final ThrottledService service;
  private final LiveTable table;
  private final Map<String, PlannedDemands> demands = new LinkedHashMap<>();
  private final Map<String, Counts> counts = new LinkedHashMap<>();
  private long bothAdmitted;
  private long bothThrottled;
  private long onlyShadow;
  private long onlyReal;

  private record Counts(long[] requests, long[] shadowThrottled, long[] realThrottled) {}

  /**
   * A service that begins now.
   *
   * @param nanoTime tells the time, nanoseconds from any instant
   * @param start what the clock shows now
   */
  public ShadowService(Scenario scenario, LongSupplier nanoTime, Instant start) {
    this.scenario = scenario;
    this.service =
        new ThrottledService(
            new ServiceSettings(scenario.profile(), scenario.seed(), 1, 0, 0, start),
            nanoTime,
            NOBODY);
    this.table =
        service.create(
            scenario.table(),
            "arn:aws:dynamodb:::table/" + scenario.table().name(),
            scenario.state(),
            scenario::weightedPartitions);
    int minutes = minutes(scenario.duration());
    for (Flow flow : scenario.flows()) {
      demands.put(flow.name(), new PlannedDemands(flow, table, scenario.profile()));
      counts.put(
          flow.name(), new Counts(new long[minutes], new long[minutes], new long[minutes]));
    }
  }

  private static int minutes(Duration duration) {
    return (int) Math.max(1, Math.ceilDiv(duration.toNanos(), MINUTE_NANOS));
  }

  /** An attempt that was put to it. */
  public final class Attempt {
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Admission> admissions;

    private Attempt(List<Admission> admissions) {
      this.admissions = admissions;
      admissions.forEach(each -> decisions.add(service.admit(each.expected())));
    }

    /** What it asks for, as it was planned. */
    public List<Admission> admissions() {
      return admissions;
    }

    /** Whether it is refused: of a batch, all of it. */
    public boolean isThrottled() {
      return decisions.stream().allMatch(Decision.Throttled.class::isInstance);
    }

    /** The attempt has ended, so that what it took is known. */
    public void end() {
      for (int i = 0; i < decisions.size(); i++) {
        if (decisions.get(i) instanceof Decision.Admitted admitted) {
          service.settle(admitted.ticket(), admissions.get(i).actual());
        }
      }
    }
  }

  /** Decides about an attempt that is sent now. */
  public Attempt send(Flow flow, PlannedRequest request) {
    return new Attempt(Objects.requireNonNull(demands.get(flow.name())).of(request));
  }

  /** Has the table changed as UpdateTable does it; whether it is not busy with another change. */
  public boolean change(TableChange change) {
    Map<@Nullable String, CapacityMode> before =
        service.look(table, TableStatus::of).capacities();
    return !(service.update(table, change.capacities(before))
        instanceof Answer.InUse);
  }

  /**
   * Counts what both made of an attempt.
   *
   * @param runNanos when it was sent, from the start of the run
   * @param isFirst whether its request was not sent before
   */
  public synchronized void compare(
      Flow flow, long runNanos, boolean isFirst, boolean isShadowThrottled, boolean isThrottled) {
    bothAdmitted += !isShadowThrottled && !isThrottled ? 1 : 0;
    bothThrottled += isShadowThrottled && isThrottled ? 1 : 0;
    onlyShadow += isShadowThrottled && !isThrottled ? 1 : 0;
    onlyReal += !isShadowThrottled && isThrottled ? 1 : 0;
    Counts ofFlow = Objects.requireNonNull(counts.get(flow.name()));
    int minute = (int) Math.min(ofFlow.requests().length - 1, runNanos / MINUTE_NANOS);
    ofFlow.requests()[minute] += isFirst ? 1 : 0;
    ofFlow.shadowThrottled()[minute] += isShadowThrottled ? 1 : 0;
    ofFlow.realThrottled()[minute] += isThrottled ? 1 : 0;
  }

  /** What was counted in a run of some length. */
  public synchronized Shadow outcome(Duration length) {
    int minutes = minutes(length);
    List<FlowMinutes> flows = new ArrayList<>();
    for (Flow flow : scenario.flows()) {
      Counts ofFlow = Objects.requireNonNull(counts.get(flow.name()));
      flows.add(
          new FlowMinutes(
              flow.name(),
              series(ofFlow.requests(), minutes),
              series(ofFlow.shadowThrottled(), minutes),
              series(ofFlow.realThrottled(), minutes)));
    }
    return new Shadow(bothAdmitted, bothThrottled, onlyShadow, onlyReal, flows);
  }

  private static Series series(long[] counts, int minutes) {
    return Series.of(Arrays.stream(counts).limit(minutes).asDoubleStream().toArray());
  }
}
