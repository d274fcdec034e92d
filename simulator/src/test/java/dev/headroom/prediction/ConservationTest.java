package dev.headroom.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.ReadModel;
import dev.headroom.engine.ResourceState;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.CapacityMode;
import dev.headroom.testing.Gen;
import dev.headroom.testing.RandomScenarios;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.Client.Resend;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.Operation.Shape;
import dev.headroom.traffic.RateShape;
import dev.headroom.traffic.RateShape.RatePoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Balances the books of random runs. Without it requests could get lost between flows and tables,
 * capacity could come from nowhere, or a partition could serve more than any partition can.
 */
final class ConservationTest {

  private static final int CASES = 50;
  private static final int REPLICAS = 3;

  /** The parts into which the requests of a step are divided; one part may overdraw a bucket. */
  private static final double STEP_PARTS = 32;

  private record Run(Scenario scenario, Outcome outcome, List<ResourceState> resources) {

    static Run of(Scenario scenario) {
      List<FlowPlan> plans =
          scenario.flows().stream().map(flow -> FlowPlan.of(flow, scenario)).toList();
      TrialRun trial =
          new TrialRun(scenario, plans, 0, TrialRun.Stepping.ADAPTIVE, Patience.ENDLESS);
      return new Run(scenario, trial.run(), trial.resources());
    }

    ModelProfile profile() {
      return scenario.profile();
    }

    /** The most that one part of a step may take beyond the last token. */
    double overdraft(Dimension dimension) {
      double most = 0;
      for (int f = 0; f < scenario.flows().size(); f++) {
        Flow flow = scenario.flows().get(f);
        double attempts = outcome.flows().get(f).series().attempts().max();
        if (flow.dimension() == dimension) {
          most = Math.max(most, (1 + attempts / STEP_PARTS) * mostUnits(flow));
        }
      }
      return most;
    }

    /** Units of one request, its index writes included, whatever part of it is admitted at once. */
    double mostUnits(Flow flow) {
      return 2 * FlowPlan.of(flow, scenario).cost().meanMilliUnits(0) / 1e3 * items(flow);
    }
  }

  private static int items(Flow flow) {
    return flow.operation().shape() == Shape.PAGE ? 1 : flow.itemsPerRequest();
  }

  @Test
  void run_anything_keepsItsBooks() {
    Gen.check(
        CASES,
        gen -> {
          Run run = Run.of(RandomScenarios.any(gen).build());
          everyRequestEnds(run);
          for (int r = 0; r < run.resources.size(); r++) {
            for (Dimension dimension : Dimension.values()) {
              servesWhatFlowsWereGranted(run, r, dimension);
              servesWhatHasArrived(run, run.resources.get(r), dimension);
            }
            assertThat(run.resources.get(r).backlog()).isZero();
          }
          noPartitionServesMoreThanItCan(run);
        });
  }

  private static void everyRequestEnds(Run run) {
    assertThat(run.outcome.flows())
        .allSatisfy(
            flow -> {
              assertThat(flow.succeeded() + flow.failed()).isEqualTo(flow.offered());
              assertThat(flow.throttledRequests()).isLessThanOrEqualTo(flow.offered());
              assertThat(flow.attempts()).isGreaterThanOrEqualTo(flow.offered());
            });
  }

  private static void servesWhatFlowsWereGranted(Run run, int index, Dimension dimension) {
    ResourceState resource = run.resources.get(index);
    double least = 0;
    double most = 0;
    for (int f = 0; f < run.scenario.flows().size(); f++) {
      Flow flow = run.scenario.flows().get(f);
      FlowOutcome found = run.outcome.flows().get(f);
      if (flow.dimension() == dimension) {
        double units = unitsOf(run, flow, index);
        boolean partly =
            flow.operation().shape() == Shape.BATCH
                && (found.failed() > 0 || flow.client().resend() == Resend.NEVER);
        least += partly ? 0 : found.succeeded() * units;
        most += (partly ? found.offered() : found.succeeded()) * units;
      }
    }
    assertThat(resource.consumed(dimension) / 1e3)
        .as("%s %s", resource.name(), dimension)
        .isBetween(least - 1e-6, most + 1e-6);
    long sum = 0;
    for (int p = 0; p < resource.partitionCount(); p++) {
      sum += resource.consumed(p, dimension);
    }
    assertThat(sum).isEqualTo(resource.consumed(dimension));
  }

  private static double unitsOf(Run run, Flow flow, int resource) {
    FlowPlan plan = FlowPlan.of(flow, run.scenario);
    if (resource == 0) {
      return plan.cost().meanMilliUnits(0) / 1e3 * items(flow);
    }
    double units = 0;
    for (int t = 0; t < plan.globalTouches().size(); t++) {
      units += plan.cost().meanMilliUnits(t + 1) / 1e3 * items(flow);
    }
    return units;
  }

  private static void servesWhatHasArrived(Run run, ResourceState resource, Dimension dimension) {
    if (resource.capacity() instanceof CapacityMode.Provisioned provisioned) {
      int allowances = dimension == Dimension.READ ? run.profile().tableEcBurstReplicas() : 1;
      double seconds =
          1
              + RandomScenarios.RUN_SECONDS
              + run.profile().tableBurstSeconds()
                  * Objects.requireNonNull(run.scenario.state().burstFraction());
      assertThat(resource.consumed(dimension) / 1e3)
          .as("%s %s", resource.name(), dimension)
          .isLessThanOrEqualTo(
              provisioned.units(dimension) * seconds * allowances + run.overdraft(dimension));
    }
  }

  private static void noPartitionServesMoreThanItCan(Run run) {
    ModelProfile profile = run.profile();
    double replicas = profile.partitionReadModel() == ReadModel.REPLICA3 ? REPLICAS / 2.0 : 1;
    double overdraft =
        Math.max(
            run.overdraft(Dimension.WRITE) / profile.partitionMaxWriteUnitsPerSecond(),
            REPLICAS * run.overdraft(Dimension.READ) / profile.partitionMaxReadUnitsPerSecond());
    double depth = profile.partitionDepthSeconds();
    for (ResourceOutcome resource : run.outcome.resources()) {
      assertThat(resource.series().hottestPartitionUtilization().max())
          .as(resource.name())
          .isLessThanOrEqualTo(replicas * (1 + 2 * depth) + overdraft);
      assertThat(resource.hotPartitions())
          .allSatisfy(
              partition ->
                  assertThat(partition.utilization() * 60)
                      .isLessThanOrEqualTo(replicas * (60 + 4 * depth) + overdraft));
    }
  }

  /** In a load that is always too much, all tokens are used and no other. */
  @Test
  void run_alwaysTooMuch_servesExactlyWhatArrives() {
    Gen.check(
        15,
        gen -> {
          long units = gen.magnitude(10, 50_000);
          double fraction = gen.fraction() / 100;
          Run run =
              Run.of(
                  ScenarioBuilder.scenario()
                      .table(TableBuilder.table().provisioned(5, units))
                      .partitions((int) (2 + units / 100))
                      .burstFraction(fraction)
                      .seed(gen.seed())
                      .flow(
                          TrafficBuilder.flow("put", Operation.PUT_ITEM)
                              .rate(units * (6 + gen.fraction()))
                              .poisson())
                      .build());
          double tokens = units * (1 + 60 + 300 * fraction);
          assertThat(run.resources.getFirst().consumed(Dimension.WRITE) / 1e3)
              .isCloseTo(tokens, within(1 + 0.005 * units + units * 7 / 20.0 / STEP_PARTS));
        });
  }

  /** A load on one partition that is more than its limit, but less than it can save. */
  @Test
  void run_partitionsThatSaveForLong_areNotMistakenForCalm() {
    Outcome outcome =
        Run.of(
                ScenarioBuilder.scenario()
                    .table(TableBuilder.table().provisioned(5, 30_000))
                    .partitions(30)
                    .override("split.heat", "OFF")
                    .override("partition.depthSeconds", "10")
                    .lasting(Duration.ofSeconds(100))
                    .flow(TrafficBuilder.flow("put", Operation.PUT_ITEM).rate(3_000).oneKey())
                    .build())
            .outcome;
    assertThat(outcome.resources().getFirst().totals().consumedWriteUnits())
        .isCloseTo(1_000 * (10 + 100), within(200.0));
  }

  /** Many flows of so few requests that each could be followed for itself. */
  @Test
  void run_manyQuietFlows_togetherMeetTheLimits() {
    ScenarioBuilder scenario =
        ScenarioBuilder.scenario()
            .table(TableBuilder.table().provisioned(5, 20_000))
            .partitions(20)
            .override("split.heat", "OFF")
            .override("partition.maxWrite", "100")
            .lasting(Duration.ofMinutes(9));
    for (int f = 0; f < 200; f++) {
      scenario.flow(
          TrafficBuilder.flow("put-" + f, Operation.PUT_ITEM)
              .rate(
                  new RateShape.Steps(
                      List.of(
                          new RatePoint(Duration.ZERO, 0),
                          new RatePoint(Duration.ofMinutes(2), 0.005))))
              .size(400 * 1_024)
              .poisson()
              .keys(new KeyDistribution.Single("hot")));
    }
    Outcome outcome = Run.of(scenario.build()).outcome;
    assertThat(outcome.resources().getFirst().totals().consumedWriteUnits())
        .isCloseTo(100 * 420, within(5_000.0));
  }

  /** A partition that was overdrawn is watched until its debt is paid. */
  @Test
  void run_loadThatCalmsDown_paysItsDebtFirst() {
    Outcome outcome =
        Run.of(
                ScenarioBuilder.scenario()
                    .table(TableBuilder.table().onDemand())
                    .override("quota.tableWrite", "10000000")
                    .override("split.heat", "OFF")
                    .flow(
                        TrafficBuilder.flow("put", Operation.PUT_ITEM)
                            .rate(
                                new RateShape.Steps(
                                    List.of(
                                        new RatePoint(Duration.ZERO, 2_000_000),
                                        new RatePoint(Duration.ofSeconds(20), 300))))
                            .oneKey())
                    .build())
            .outcome;
    double served = outcome.resources().getFirst().totals().consumedWriteUnits();
    assertThat(served).isLessThan(1_000 * 21 + 2_000_000 / 20.0 / STEP_PARTS + 40 * 300);
  }

  @Test
  void run_moreCapacity_neverThrottlesMore() {
    Gen.check(
        15,
        gen -> {
          long units = gen.magnitude(5, 20_000);
          double rate = units * 2 * gen.fraction();
          boolean poisson = gen.chance(0.5);
          int partitions = gen.between(1, 5);
          double slack = poisson || partitions > 1 ? 6 * Math.sqrt(rate * 60) + 3 : 3;
          slack += rate / 20 / STEP_PARTS * 2;
          long before = Long.MAX_VALUE / 2;
          for (double factor : new double[] {1, 1.1, 1.5, 4}) {
            long throttled =
                Run.of(
                        ScenarioBuilder.scenario()
                            .table(TableBuilder.table().provisioned((long) (units * factor), 5))
                            .partitions(partitions)
                            .override("split.heat", "OFF")
                            .seed(gen.seed())
                            .flow(reads(rate, poisson))
                            .build())
                    .outcome
                    .flows()
                    .getFirst()
                    .throttledAttempts();
            assertThat((double) throttled).as("at %s", factor).isLessThanOrEqualTo(before + slack);
            before = throttled;
          }
        });
  }

  private static TrafficBuilder reads(double rate, boolean poisson) {
    TrafficBuilder reads =
        TrafficBuilder.flow("get", Operation.GET_ITEM).consistency(Consistency.STRONG).rate(rate);
    return poisson ? reads.poisson() : reads;
  }
}
