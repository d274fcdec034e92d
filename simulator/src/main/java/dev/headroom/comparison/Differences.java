package dev.headroom.comparison;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.review.SettingsChange;
import dev.headroom.review.SettingsChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the two sides say of themselves and do not have in common. */
final class Differences {

  private static final String NONE = "none";

  private final Side simulated;
  private final Side observed;

  Differences(Side simulated, Side observed) {
    this.simulated = simulated;
    this.observed = observed;
  }

  /** How the sides were put beside each other, and what has no counterpart. */
  List<String> notes(Duration shift) {
    List<String> notes = new ArrayList<>();
    notes.add(alignment(shift));
    Outcome outcome = simulated.outcome();
    if (outcome != null && outcome.source() == Outcome.Source.OBSERVED) {
      notes.add("the first run was observed and takes the place of the prediction");
    }
    if (observed.outcome() != null && !names(simulated).equals(names(observed))) {
      notes.add(
          "the scenarios differ: %s was predicted, %s observed"
              .formatted(names(simulated), names(observed)));
    }
    String table = simulated.tableName();
    String other = observed.tableName();
    if (!table.isEmpty() && !other.isEmpty() && !table.equals(other)) {
      notes.add("the tables differ: %s was predicted, %s observed".formatted(table, other));
    }
    addOneSided(notes, "index", simulated.indexNames(), observed.indexNames());
    if (observed.outcome() != null) {
      addOneSided(notes, "flow", flowNames(simulated), flowNames(observed));
    }
    if (!observed.throttlesByCapacity() || !simulated.throttlesByCapacity()) {
      notes.add("what was driven does not throttle by capacity: throttling is not compared");
    }
    return notes;
  }

  private String alignment(Duration shift) {
    String starts =
        "%s of the prediction and %s of the observation"
            .formatted(simulated.run().start(), observed.run().start());
    if (shift.isZero()) {
      return "both are taken to begin together, at " + starts;
    }
    double seconds = shift.toMillis() / 1e3;
    return "the prediction begins %s s %s the observation; they start at %s"
        .formatted(Words.number(Math.abs(seconds)), seconds > 0 ? "after" : "before", starts);
  }

  private static String names(Side side) {
    return side.run().name();
  }

  private static List<String> flowNames(Side side) {
    return side.flows().stream().map(FlowOutcome::name).toList();
  }

  private static void addOneSided(
      List<String> notes, String what, List<String> predicted, List<String> seen) {
    predicted.stream()
        .filter(Predicate.not(seen::contains))
        .forEach(name -> notes.add("the %s %s was predicted only".formatted(what, name)));
    seen.stream()
        .filter(Predicate.not(predicted::contains))
        .forEach(name -> notes.add("the %s %s was observed only".formatted(what, name)));
  }

  /** Settings that bear on capacity and that the sides declare otherwise, one sentence each. */
  List<String> settings() {
    Outcome predicted = simulated.outcome();
    Outcome seen = observed.outcome();
    if (predicted == null || seen == null) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    if (!predicted.tables().isEmpty() && !seen.tables().isEmpty()) {
      for (SettingsChange change :
          SettingsChanges.between(predicted.tables().getFirst(), seen.tables().getFirst())) {
        if (change.isCapacityRelevant() && !isUnsaid(change)) {
          differences.add(
              "%s of %s: %s was predicted with, %s observed"
                  .formatted(change.setting(), change.resource(), change.before(), change.after()));
        }
      }
    }
    if (!predicted.profile().equals(seen.profile())) {
      differences.add(
          "the model's profile: %s on one side, %s on the other"
              .formatted(predicted.profile(), seen.profile()));
    }
    if (!predicted.modelOverrides().equals(seen.modelOverrides())) {
      differences.add(
          "the model's constants: %s on one side, %s on the other"
              .formatted(
                  predicted.modelOverrides().isEmpty() ? NONE : predicted.modelOverrides(),
                  seen.modelOverrides().isEmpty() ? NONE : seen.modelOverrides()));
    }
    return differences;
  }

  /** A live table tells its warm throughput, which a file need not. */
  private static boolean isUnsaid(SettingsChange change) {
    return change.setting().equals("warm throughput")
        && (change.before().equals(NONE) || change.after().equals(NONE));
  }
}
