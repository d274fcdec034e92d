package dev.headroom.advice;

import dev.headroom.advice.CapacitySearch.Lowest;
import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.Remedy;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.TableChange;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Searches the cheapest setting of each billing mode that passes a scenario's gates. The same
 * scenario gives the same recommendation, whatever the number of threads.
 */
public final class Recommender {

  private final Predictor predictor;
  private final Progress progress;

  /** Hears what is being done. */
  @FunctionalInterface
  public interface Progress {
    void say(String what);
  }

  /**
   * A recommender.
   *
   * @param threads how many trials are run at a time
   */
  public Recommender(int threads, Progress progress) {
    this.predictor = new Predictor(threads);
    this.progress = progress;
  }

  /**
   * Searches.
   *
   * @throws InvalidInputException if the scenario itself changes what is searched for
   */
  public Recommendation recommend(Scenario scenario) {
    rejectChanges(scenario);
    progress.say("what the traffic asks for");
    Bench bench = Bench.of(scenario, predictor);
    Choices choices = new Choices(scenario);
    Table table = scenario.table();

    progress.say("the setting as it is");
    Judgement judgement = bench.whole().measure(table, bench.required());
    Choice today = choices.of(mode(table), judgement, List.of());

    List<Choice> found = new ArrayList<>();
    progress.say("provisioned capacity");
    CapacitySearch search = new CapacitySearch(bench, choices);
    Lowest provisioned =
        search.lowest(
            Mode.PROVISIONED, Ladder.FINE, values -> Settings.provisioned(table, values));
    found.add(provisioned.choice());
    if (provisioned.isSearched()) {
      progress.say("auto scaling");
      found.add(new ScalingSearch(bench, choices, provisioned).lowest());
    }
    progress.say("on-demand capacity");
    Judgement onDemand =
        bench.whole().measure(Settings.onDemand(table, Map.of()), bench.required());
    found.add(choices.of(Mode.ON_DEMAND, onDemand, List.of()));
    Lowest maximum =
        search.lowest(
            Mode.ON_DEMAND_MAXIMUM, Ladder.COARSE, values -> Settings.onDemand(table, values));
    if (maximum.isSearched()) {
      found.add(maximum.choice());
    }

    List<Remedy> remedies = List.of();
    if (found.stream().noneMatch(choice -> choice.verdict() == Verdict.PASSED)) {
      progress.say("what else would help");
      remedies = new Remedies(bench, provisioned.judgement()).predict();
    }
    OptionalDouble lowestUsd = new PerfectForesight(scenario, bench.demand()).usdPerMonth();
    return new Recommendation(
        scenario.name(),
        scenario.duration(),
        scenario.withTable(provisioned.choice().table()).trials(),
        bench.isCut(),
        today,
        found,
        lowestUsd.isPresent() ? lowestUsd.getAsDouble() : null,
        remedies);
  }

  private static Mode mode(Table table) {
    return switch (table.capacity()) {
      case Provisioned provisioned ->
          table.autoScaling().isEmpty() ? Mode.PROVISIONED : Mode.AUTO_SCALING;
      case OnDemand onDemand ->
          onDemand.equals(CapacityMode.OnDemand.UNLIMITED)
              ? Mode.ON_DEMAND
              : Mode.ON_DEMAND_MAXIMUM;
    };
  }

  private static void rejectChanges(Scenario scenario) {
    for (TableChange change : scenario.changes()) {
      boolean isOfWarmthOnly =
          change.billingMode() == null
              && change.capacityUnits().isEmpty()
              && change.maxRequestUnits().isEmpty()
              && change.autoScaling().isEmpty()
              && change.createdIndex() == null;
      if (!isOfWarmthOnly) {
        throw new InvalidInputException(
            new Location(scenario.name(), 0, "changes"),
            "change the table's capacity during the run, but one setting for the whole run is"
                + " searched: take them out, or compare settings with headroom sweep");
      }
    }
  }
}
