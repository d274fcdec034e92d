package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Application Auto Scaling as the files of a set declare it apart from their tables: targets,
 * policies and scheduled actions in any order and in any file. They meet their tables by name once
 * everything is read, as in the service. Not thread-safe.
 */
final class ScalingRules {

  /**
   * A scalable target.
   *
   * @param place where it stands
   * @param suspended what is suspended
   */
  record Target(Location place, long minUnits, long maxUnits, Suspended suspended) {}

  /** Which of a target's activities are suspended. */
  record Suspended(boolean scaleIn, boolean scaleOut, boolean scheduled) {
    static final Suspended NOTHING = new Suspended(false, false, false);
  }

  /** A target tracking policy. */
  record Policy(
      Location place,
      double targetPercent,
      long scaleInCooldownSeconds,
      long scaleOutCooldownSeconds,
      boolean disableScaleIn) {}

  /** All that is declared for one dimension. */
  private static final class Rule {
    private @Nullable Target target;
    private @Nullable Policy policy;
    private final List<ScheduledAction> scheduled = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Location place;

    private Rule(Location place) {
      this.place = place;
    }
  }

  /** A target as other resources may refer to it. */
  private record NamedTarget(
      @Nullable String name, Map<String, String> labels, ScalableDimension dimension) {}

  private final Problems problems;
  private final List<NamedTarget> namedTargets = new ArrayList<>();
  private final Map<ScalableDimension, Rule> rules = new LinkedHashMap<>();

  ScalingRules(Problems problems) {
    this.problems = problems;
  }

  /** How many dimensions are scaled so far. */
  int size() {
    return rules.size();
  }

  void add(ScalableDimension dimension, Target target) {
    Rule rule = rule(dimension, target.place());
    if (rule.target == null) {
      rule.target = target;
    } else if (!withoutPlace(rule.target).equals(withoutPlace(target))) {
      reportSecond(target.place(), "target", dimension, rule.target.place());
    }
  }

  void add(ScalableDimension dimension, Policy policy) {
    Rule rule = rule(dimension, policy.place());
    if (rule.policy == null) {
      rule.policy = policy;
    } else if (!withoutPlace(rule.policy).equals(withoutPlace(policy))) {
      reportSecond(policy.place(), "policy", dimension, rule.policy.place());
    }
  }

  void add(ScalableDimension dimension, Location place, ScheduledAction action) {
    Rule rule = rule(dimension, place);
    if (!rule.scheduled.contains(action)) {
      rule.scheduled.add(action);
    }
  }

  /** Makes a target's dimension known by name and labels. */
  void name(@Nullable String name, Map<String, String> labels, ScalableDimension dimension) {
    namedTargets.add(new NamedTarget(name, labels, dimension));
  }

  /** The dimensions of the targets of a name. */
  List<ScalableDimension> named(String name) {
    return namedTargets.stream()
        .filter(target -> name.equals(target.name()))
        .map(NamedTarget::dimension)
        .toList();
  }

  /** The dimensions of the targets that have all these labels. */
  List<ScalableDimension> labelled(Map<String, String> labels) {
    return namedTargets.stream()
        .filter(target -> target.labels().entrySet().containsAll(labels.entrySet()))
        .map(NamedTarget::dimension)
        .toList();
  }

  /** Notes something about how a dimension is scaled. */
  void note(ScalableDimension dimension, Location place, String note) {
    rule(dimension, place).notes.add(note);
  }

  private Rule rule(ScalableDimension dimension, Location place) {
    return rules.computeIfAbsent(dimension, key -> new Rule(place));
  }

  private void reportSecond(
      Location place, String what, ScalableDimension dimension, Location first) {
    problems.add(
        place,
        "is a second scaling "
            + what
            + " for "
            + dimension
            + " with other settings; the first is at "
            + first);
  }

  private static Target withoutPlace(Target target) {
    return new Target(
        Location.ofFile(""), target.minUnits(), target.maxUnits(), target.suspended());
  }

  private static Policy withoutPlace(Policy policy) {
    return new Policy(
        Location.ofFile(""),
        policy.targetPercent(),
        policy.scaleInCooldownSeconds(),
        policy.scaleOutCooldownSeconds(),
        policy.disableScaleIn());
  }

  /** The tables with what scales them. Rules for tables that are not there become a note. */
  List<Table> applyTo(List<Table> tables) {
    joinRegions();
    List<Table> scaled = new ArrayList<>(tables);
    List<String> absent = new ArrayList<>();
    rules.forEach(
        (dimension, rule) -> {
          if (!apply(dimension, rule, scaled)) {
            absent.add(
                dimension
                    + (dimension.region() == null
                        ? ""
                        : " in " + Quoted.plain(dimension.region())));
          }
        });
    if (absent.isEmpty()) {
      return scaled;
    }
    String remark =
        "auto scaling is declared for "
            + Texts.listed(absent)
            + ", which is not among the tables that were read";
    return scaled.stream().map(table -> Tables.withNotes(table, List.of(remark))).toList();
  }

  /** What is declared without a Region belongs to the Regions that others of its dimension name. */
  private void joinRegions() {
    for (Map.Entry<ScalableDimension, Rule> shared : List.copyOf(rules.entrySet())) {
      List<ScalableDimension> regional =
          rules.keySet().stream()
              .filter(other -> other.region() != null && other.anywhere().equals(shared.getKey()))
              .toList();
      if (!regional.isEmpty()) {
        rules.remove(shared.getKey());
        regional.forEach(dimension -> addAll(dimension, shared.getValue()));
      }
    }
  }

  private void addAll(ScalableDimension dimension, Rule more) {
    if (more.target != null) {
      add(dimension, more.target);
    }
    if (more.policy != null) {
      add(dimension, more.policy);
    }
    more.scheduled.forEach(action -> add(dimension, more.place, action));
    more.notes.forEach(note -> note(dimension, more.place, note));
  }

  /** Applies a rule; answers whether there is nothing left to say about it. */
  private boolean apply(ScalableDimension dimension, Rule rule, List<Table> tables) {
    if (rule.target == null) {
      problems.add(
          rule.place,
          "is for "
              + dimension
              + ", which no scalable target makes scalable; add the target with its minimum and"
              + " maximum");
      return true;
    }
    boolean isFound = false;
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      if (dimension.isOf(table)) {
        isFound = true;
        tables.set(i, scaled(table, dimension, rule, rule.target));
      }
    }
    return isFound;
  }

  private static Table scaled(Table table, ScalableDimension dimension, Rule rule, Target target) {
    List<String> notes = new ArrayList<>(rule.notes);
    Policy policy = effectivePolicy(dimension, rule, target, notes);
    List<ScheduledAction> scheduled = rule.scheduled;
    if (target.suspended().scheduled() && !scheduled.isEmpty()) {
      notes.add("scheduled scaling of " + dimension + " is suspended");
      scheduled = List.of();
    }
    if (table.capacity() instanceof CapacityMode.OnDemand) {
      notes.add("auto scaling does not act while the billing mode is PAY_PER_REQUEST");
    }
    AutoScaling scaling =
        new AutoScaling(
            dimension.resource(),
            dimension.dimension(),
            target.minUnits(),
            target.maxUnits(),
            policy == null ? null : (Double) policy.targetPercent(),
            policy == null ? 0 : policy.scaleInCooldownSeconds(),
            policy == null ? 0 : policy.scaleOutCooldownSeconds(),
            policy != null && (policy.disableScaleIn() || target.suspended().scaleIn()),
            scheduled);
    List<String> news =
        notes.stream().distinct().filter(note -> !table.notes().contains(note)).toList();
    return Tables.withNotes(Tables.withAutoScaling(table, scaling), news);
  }

  private static @Nullable Policy effectivePolicy(
      ScalableDimension dimension, Rule rule, Target target, List<String> notes) {
    Policy policy = rule.policy;
    if (policy == null) {
      String acts = rule.scheduled.isEmpty() ? "it does not scale" : "only its schedule acts";
      notes.add("no policy tracks a target for " + dimension + ": " + acts);
      return null;
    }
    if (target.suspended().scaleOut()) {
      notes.add(
          "scaling out "
              + dimension
              + " is suspended: no policy acts"
              + (target.suspended().scaleIn() || policy.disableScaleIn()
                  ? ""
                  : "; that AWS still scales in is not predicted"));
      return null;
    }
    if (target.suspended().scaleIn()) {
      notes.add("scaling in " + dimension + " is suspended");
    }
    return policy;
  }

  /** Reports that there are no tables that could be scaled. */
  void reportWithoutTables() {
    Map.Entry<ScalableDimension, Rule> first = rules.entrySet().iterator().next();
    problems.add(
        first.getValue().place,
        "scales " + first.getKey() + ", but no table was read; name the table's file too");
  }
}
