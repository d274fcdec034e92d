package dev.headroom.review;

import dev.headroom.advice.Advisor;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.gate.GateEvaluator;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Predicts a scenario's traffic with the settings before and after a change. */
public final class Reviewer {

  private static final String AS_IF_SETTLED =
      "Each side is predicted as if the table had had its settings for some time. What happens while"
          + " the service makes the change is not part of it; the key changes of a scenario predicts"
          + " that.";

  private final Predictor predictor;

  /** A reviewer that predicts with the given predictor. */
  public Reviewer(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * Predicts both sides.
   *
   * @throws InvalidInputException if the scenario is faulty or does not fit the table after the
   *     change
   */
  public Review review(Proposal proposal) {
    List<String> notes = new ArrayList<>();
    notes.add(AS_IF_SETTLED);
    Table after = proposal.after();
    Side changed = after == null ? new Side.Absent() : changed(proposal, after, notes);
    Side old = old(proposal);
    return new Review(
        scenarioName(proposal, old, changed),
        proposal.tableName(),
        proposal.changes(),
        old,
        changed,
        notes);
  }

  private Side old(Proposal proposal) {
    Table before = proposal.before();
    if (before == null) {
      return new Side.Absent();
    }
    try {
      return predicted(
          before, ScenarioReader.read(proposal.scenario(), proposal.overrides().withTable(before)));
    } catch (InvalidInputException e) {
      return new Side.Unfit(before, e.problems().stream().map(Problem::toString).toList());
    }
  }

  /**
   * A table keeps the partitions that its capacity has once made necessary: Amazon DynamoDB
   * Developer Guide, "Considerations when switching capacity modes".
   */
  private Side changed(Proposal proposal, Table after, List<String> notes) {
    ScenarioOverrides overrides = proposal.overrides().withTable(after);
    Scenario scenario = ScenarioReader.read(proposal.scenario(), overrides);
    Table before = proposal.before();
    boolean isPastGiven =
        scenario.state().everProvisioned() != null || scenario.state().partitions() != null;
    if (!isPastGiven
        && before != null
        && before.capacity() instanceof CapacityMode.Provisioned past
        && !before.capacity().equals(after.capacity())) {
      String given =
          "state.everProvisioned={reads: %d, writes: %d}"
              .formatted(past.readCapacityUnits(), past.writeCapacityUnits());
      notes.add(
          "After the change the table keeps the partitions that its capacity before has made: "
              + given
              + ".");
      scenario = ScenarioReader.read(proposal.scenario(), overrides.withSetting(given));
    }
    return predicted(after, scenario);
  }

  private Side predicted(Table table, Scenario scenario) {
    List<Outcome> trials = predictor.runTrials(scenario);
    Outcome outcome = Predictor.summedUp(scenario, trials);
    return new Side.Predicted(
        table, outcome.withAdvice(Advisor.advise(outcome)), GateEvaluator.summary(trials));
  }

  private static String scenarioName(Proposal proposal, Side... sides) {
    for (Side side : sides) {
      if (side instanceof Side.Predicted predicted) {
        return predicted.outcome().scenario();
      }
    }
    @Nullable Object file = proposal.scenario().getFileName();
    return String.valueOf(file);
  }
}
