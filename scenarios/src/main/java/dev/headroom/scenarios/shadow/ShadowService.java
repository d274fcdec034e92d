package dev.headroom.scenarios.shadow;

import static dev.headroom.metrics.Meters.Agreement.BOTH_ADMITTED;
import static dev.headroom.metrics.Meters.Agreement.BOTH_THROTTLED;
import static dev.headroom.metrics.Meters.Agreement.ONLY_REAL;
import static dev.headroom.metrics.Meters.Agreement.ONLY_SHADOW;

import dev.headroom.engine.TableUpdate.Answer;
import dev.headroom.metrics.Meters;
import dev.headroom.metrics.Meters.FlowTags;
import dev.headroom.metrics.ServiceMeters;
import dev.headroom.outcome.Series;
import dev.headroom.outcome.Shadow;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
import dev.headroom.plan.PlannedDemands;
import dev.headroom.plan.PlannedDemands.Admission;
import dev.headroom.plan.PlannedRequest;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.TableChange;
import dev.headroom.service.Decision;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ServiceSettings;
import dev.headroom.service.TableState;
import dev.headroom.service.TableStatus;
import dev.headroom.service.ThrottledService;
import dev.headroom.table.CapacityMode;
import dev.headroom.traffic.Flow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A service of the run's own, in the state in which the scenario begins. It decides about every
 * attempt from what the client knows before it sends it. Thread-safe.
 */
public final class ShadowService {

  private static final int MINUTE_SECONDS = 60;
  private static final long MINUTE_NANOS = MINUTE_SECONDS * 1_000_000_000L;

  private final Scenario scenario;
  private final Meters meters;
  private final ServiceMeters serviceMeters;
  private final ThrottledService service;
  private final LiveTable table;
  private final Map<String, PlannedDemands> demands = new LinkedHashMap<>();
  private final Map<String, Counts> counts = new LinkedHashMap<>();

  /** What became of a flow's attempts, by minute. */
  private static final class Counts {
    private final long[] requests;
    private final Map<Meters.Agreement, long[]> attempts = new EnumMap<>(Meters.Agreement.class);

    Counts(int minutes) {
      requests = new long[minutes];
      for (Meters.Agreement agreement : Meters.Agreement.values()) {
        attempts.put(agreement, new long[minutes]);
      }
    }

    void add(long runNanos, boolean isFirst, Meters.Agreement agreement) {
      int minute = (int) Math.min(requests.length - 1, runNanos / MINUTE_NANOS);
      requests[minute] += isFirst ? 1 : 0;
      of(agreement)[minute]++;
    }

    private long[] of(Meters.Agreement agreement) {
      return Objects.requireNonNull(attempts.get(agreement));
    }

    Agreement total() {
      return new Agreement(
          LongStream.of(of(BOTH_ADMITTED)).sum(),
          LongStream.of(of(BOTH_THROTTLED)).sum(),
          LongStream.of(of(ONLY_SHADOW)).sum(),
          LongStream.of(of(ONLY_REAL)).sum());
    }

    FlowAgreement series(String flow, int minutes) {
      return new FlowAgreement(
          flow,
          MINUTE_SECONDS,
          ShadowService.series(requests, minutes),
          ShadowService.series(of(BOTH_ADMITTED), minutes),
          ShadowService.series(of(BOTH_THROTTLED), minutes),
          ShadowService.series(of(ONLY_SHADOW), minutes),
          ShadowService.series(of(ONLY_REAL), minutes));
    }
  }

  /**
   * A service that begins now, at the time of day at which the scenario starts.
   *
   * @param nanoTime tells the time, nanoseconds from any instant
   * @param meters counts what it decides
   */
  public ShadowService(Scenario scenario, LongSupplier nanoTime, Meters meters) {
    this.scenario = scenario;
    this.meters = meters;
    this.serviceMeters = new ServiceMeters(meters);
    this.service =
        new ThrottledService(
            new ServiceSettings(scenario.profile(), scenario.seed(), 1, 0, 0, scenario.start()),
            nanoTime,
            serviceMeters);
    this.table =
        service.create(
            scenario.table(),
            "arn:aws:dynamodb:::table/" + scenario.table().name(),
            scenario.state(),
            scenario::weightedPartitions);
    int minutes = minutes(scenario.duration());
    for (Flow flow : scenario.flows()) {
      demands.put(flow.name(), new PlannedDemands(flow, table, scenario.profile()));
      counts.put(flow.name(), new Counts(minutes));
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
    Map<@Nullable String, CapacityMode> before = service.look(table, TableStatus::of).capacities();
    return !(service.update(table, change.capacities(before)) instanceof Answer.InUse);
  }

  /**
   * Counts what both made of an attempt.
   *
   * @param runNanos when it was sent, from the start of the run
   * @param isFirst whether its request was not sent before
   */
  public synchronized void compare(
      Flow flow, long runNanos, boolean isFirst, boolean isShadowThrottled, boolean isThrottled) {
    Meters.Agreement agreement = Meters.Agreement.of(isShadowThrottled, isThrottled);
    meters.shadowed(
        new FlowTags(scenario.table().name(), flow.operation().apiName(), flow.name()), agreement);
    Objects.requireNonNull(counts.get(flow.name())).add(runNanos, isFirst, agreement);
  }

  /** Shows what the table looks like now to those who look at the meters. */
  public void show() {
    serviceMeters.show(service.lookAtAll(it -> TableState.of(it, UnaryOperator.identity())));
  }

  /** What was counted in a run of some length. */
  public synchronized Shadow outcome(Duration length) {
    int minutes = minutes(length);
    Agreement total = new Agreement(0, 0, 0, 0);
    List<FlowAgreement> flows = new ArrayList<>();
    for (Map.Entry<String, Counts> ofFlow : counts.entrySet()) {
      total = total.plus(ofFlow.getValue().total());
      flows.add(ofFlow.getValue().series(ofFlow.getKey(), minutes));
    }
    return new Shadow(total, flows);
  }

  private static Series series(long[] counts, int minutes) {
    return Series.of(Arrays.stream(counts).limit(minutes).asDoubleStream().toArray());
  }
}
