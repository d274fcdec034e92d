package dev.headroom.advice;

import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.Remedy;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.TableChange;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Searches the cheapest setting of each billing mode that passes a scenario's gates. The same
 * scenario gives the same recommendation, whatever the number of threads.
 */
public final class Recommender {

  private final int threads;
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
    this.threads = threads;
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
    Table table = scenario.table();

    progress.say("provisioned capacity");
    CapacitySearch search = new CapacitySearch(bench);
    Optional<Candidate> provisioned =
        search.lowest(Mode.PROVISIONED, Ladder.FINE, values -> Settings.provisioned(table, values));
    progress.say("auto scaling");
    Optional<Candidate> scaled =
        provisioned.map(candidate -> new ScalingSearch(bench, candidate).lowest());
    progress.say("on-demand capacity with a maximum");
    Optional<Candidate> maximum =
        search.lowest(
            Mode.ON_DEMAND_MAXIMUM, Ladder.COARSE, values -> Settings.onDemand(table, values));

    progress.say("the whole run");
    Table onDemand = Settings.onDemand(table, Map.of());
    Table ample = Settings.provisioned(table, bench.ample());
    List<Candidate> candidates =
        Stream.of(provisioned, scaled, maximum).flatMap(Optional::stream).toList();
    if (bench.isCut()) {
      bench
          .whole()
          .prepare(
              threads,
              List.of(table, onDemand),
              candidates.stream().map(Candidate::table).toList());
    }
    Choices choices = new Choices(scenario);
    SortedSet<Integer> required = bench.required();
    Choice today = choices.of(mode(table), bench.whole().measure(table, required));
    List<Choice> found = new ArrayList<>();
    candidates.forEach(candidate -> found.add(candidate.settle(bench, choices)));
    found.add(choices.of(Mode.ON_DEMAND, bench.whole().measure(onDemand, required)));
    List<Remedy> remedies = List.of();
    if (provisioned.isEmpty()) {
      Judgement failing = bench.whole().measure(ample, required);
      found.add(choices.of(Mode.PROVISIONED, failing));
      progress.say("what else would help");
      remedies = new Remedies(bench, failing).predict();
    }
    found.sort(Comparator.comparing(Choice::mode));
    OptionalDouble lowestUsd = new PerfectForesight(scenario, bench.demand()).usdPerMonth();
    return new Recommendation(
        scenario.name(),
        scenario.duration(),
        scenario.withTable(found.getFirst().table()).trials(),
        bench.isCut(),
        today,
        found,
        lowestUsd.isPresent() ? lowestUsd.getAsDouble() : null,
        remedies,
        notes(bench, table));
  }

  private static List<String> notes(Bench bench, Table table) {
    List<String> idle =
        Dial.of(table).stream()
            .filter(dial -> !bench.plenty().containsKey(dial))
            .map(Dial::words)
            .toList();
    return idle.isEmpty()
        ? List.of()
        : List.of(
            "The scenario has no "
                + String.join(", no ", idle)
                + ": nothing says what they need, so that provisioned capacity stays as it is, or is"
                + " one unit where there was none. Add the traffic if there is any.");
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
