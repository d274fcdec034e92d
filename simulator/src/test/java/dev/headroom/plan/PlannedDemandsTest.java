package dev.headroom.plan;

import static dev.headroom.testing.ScenarioBuilder.scenario;
import static dev.headroom.testing.TableBuilder.table;
import static dev.headroom.testing.TrafficBuilder.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import dev.headroom.service.Demand;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ServiceListener;
import dev.headroom.service.ServiceSettings;
import dev.headroom.service.ThrottledService;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.SizeDistribution;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a shadow could charge requests otherwise than the prediction does. */
final class PlannedDemandsTest {

  private static final int REQUESTS = 4_000;

  static Stream<TrafficBuilder> flows() {
    SizeDistribution sizes = new SizeDistribution.Uniform(300, 9_000);
    KeyDistribution keys = new KeyDistribution.Uniform(1_000_000);
    return Stream.of(
        flow("put", Operation.PUT_ITEM).size(sizes).keys(keys),
        flow("put over", Operation.PUT_ITEM)
            .size(sizes)
            .previousSize(new SizeDistribution.Uniform(200, 6_000))
            .keys(keys),
        flow("put with index", Operation.PUT_ITEM).size(sizes).keys(keys).touches("by-day"),
        flow("delete", Operation.DELETE_ITEM).size(sizes).keys(keys),
        flow("get", Operation.GET_ITEM).size(sizes).keys(keys).consistency(Consistency.EVENTUAL),
        flow("strong", Operation.GET_ITEM).size(sizes).keys(keys).consistency(Consistency.STRONG),
        flow("batch get", Operation.BATCH_GET_ITEM).items(4).size(sizes).keys(keys),
        flow("batch write", Operation.BATCH_WRITE_ITEM).items(4).size(sizes).keys(keys),
        flow("query", Operation.QUERY).items(6).size(700).keys(keys),
        flow("transact get", Operation.TRANSACT_GET_ITEMS).items(3).size(sizes).keys(keys),
        flow("transact write", Operation.TRANSACT_WRITE_ITEMS).items(3).size(sizes).keys(keys));
  }

  @ParameterizedTest
  @MethodSource("flows")
  void of_manyRequests_costWhatIsPredicted(TrafficBuilder traffic) {
    Scenario scenario =
        scenario()
            .lasting(Duration.ofSeconds(100))
            .table(table().provisioned(1_000_000, 1_000_000).index("by-day", 100_000, 100_000))
            .flow(traffic.rate(REQUESTS / 100.0))
            .build();
    Flow flow = scenario.flows().getFirst();
    LiveTable live = live(scenario);
    RequestPlan plan = RequestPlan.of(flow, scenario);
    PlannedDemands demands = new PlannedDemands(flow, live, scenario.profile());
    Map<String, Double> units = new HashMap<>();
    for (long number = 0; number < REQUESTS; number++) {
      for (PlannedDemands.Admission each : demands.of(plan.request(number))) {
        for (Demand.Part part : each.actual().parts()) {
          String resource = part.indexName() == null ? live.name() : part.indexName();
          units.merge(resource, part.milliUnits() / 1e3, Double::sum);
        }
      }
    }

    Outcome predicted = new Predictor(1).predict(scenario.withTrials(1));
    for (ResourceOutcome resource : predicted.resources()) {
      double expected =
          flow.dimension() == Dimension.READ
              ? resource.totals().consumedReadUnits()
              : resource.totals().consumedWriteUnits();
      assertThat(units.getOrDefault(resource.name(), 0.0))
          .as(resource.name())
          .isCloseTo(expected, within(0.03 * expected));
    }
  }

  private static LiveTable live(Scenario scenario) {
    ThrottledService service =
        new ThrottledService(
            new ServiceSettings(scenario.profile(), scenario.seed(), 1, 0, 0, Instant.EPOCH),
            () -> 0,
            new ServiceListener() {
              @Override
              public void throttled(
                  LiveTable table, String resource, boolean isIndex, ThrottlingReason reason) {}

              @Override
              public void event(LiveTable table, String kind, String resource, String detail) {}
            });
    return service.create(
        scenario.table(), "arn:table", scenario.state(), scenario::weightedPartitions);
  }
}
