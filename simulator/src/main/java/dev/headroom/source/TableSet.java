package dev.headroom.source;

import dev.headroom.document.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the files of a set have in common while they are read. Not thread-safe. */
final class TableSet {

  private final @Nullable PlanSide planSide;
  private final Variables variables;
  private final Problems problems;
  private final ScalingRules scaling;
  private final AlarmRules alarms = new AlarmRules();
  private final List<Consumer<Problems>> tasks = new ArrayList<>();
  private final Set<String> parameters = new TreeSet<>();

  TableSet(@Nullable PlanSide planSide, Variables variables, Problems problems) {
    this.planSide = planSide;
    this.variables = variables;
    this.problems = problems;
    this.scaling = new ScalingRules(problems);
  }

  ScalingRules scaling() {
    return scaling;
  }

  AlarmRules alarms() {
    return alarms;
  }

  /** The side of a plan that is asked for; null where files are read for what they declare. */
  @Nullable PlanSide planSide() {
    return planSide;
  }

  /** Has something done once all files are read. */
  void afterwards(Consumer<Problems> task) {
    tasks.add(task);
  }

  /** Does what had to wait for all files. */
  void finish() {
    tasks.forEach(task -> task.accept(problems));
  }

  /** The user's value for a parameter that a file declares; null without one. */
  @Nullable String variable(String parameter) {
    parameters.add(parameter);
    RunVariables run = variables.run();
    if (run != null) {
      run.addParameter(parameter);
    }
    return variables.values().get(parameter);
  }

  /** Reports the values that no file has a parameter for. */
  void checkVariables() {
    if (variables.run() == null) {
      variables.reportUnknown(parameters, problems);
    }
  }
}
