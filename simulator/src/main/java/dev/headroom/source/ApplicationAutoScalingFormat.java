package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import java.util.Set;

/**
 * What Application Auto Scaling answers and takes: the outputs of {@code aws
 * application-autoscaling describe-scalable-targets}, {@code describe-scaling-policies} and {@code
 * describe-scheduled-actions}, and the inputs of {@code register-scalable-target}, {@code
 * put-scaling-policy} and {@code put-scheduled-action}. There is no table in them: they are read
 * together with one.
 */
final class ApplicationAutoScalingFormat implements TableFormat {

  private static final String TARGETS = "ScalableTargets";
  private static final String POLICIES = "ScalingPolicies";
  private static final String SCHEDULED_ACTIONS = "ScheduledActions";
  private static final Set<String> LISTS = Set.of(TARGETS, POLICIES, SCHEDULED_ACTIONS);
  private static final Set<String> INPUT = Set.of("ResourceId", "ScalableDimension");

  @Override
  public String name() {
    return "application-autoscaling";
  }

  @Override
  public String description() {
    return "the output of aws application-autoscaling describe-scalable-targets and so on, beside a"
        + " table";
  }

  @Override
  public boolean recognises(Node document) {
    return document instanceof Node.Mapping mapping
        && (LISTS.stream().anyMatch(key -> mapping.entries().get(key) instanceof Node.Sequence)
            || mapping.entries().keySet().containsAll(INPUT));
  }

  @Override
  public void read(Node document, TableReading reading) {
    MappingReader reader = MappingReader.of(document, reading.problems());
    if (reader == null) {
      return;
    }
    reading.aboutOtherTables();
    ScalingReader scaling = new ScalingReader(Spelling.PASCAL_CASE, reading);
    if (LISTS.stream().noneMatch(reader::has)) {
      readInput(reader, scaling);
      return;
    }
    reader.optionalMappings(TARGETS).forEach(scaling::readTarget);
    reader.optionalMappings(POLICIES).forEach(scaling::readPolicy);
    reader.optionalMappings(SCHEDULED_ACTIONS).forEach(scaling::readScheduledAction);
  }

  private static void readInput(MappingReader input, ScalingReader scaling) {
    if (input.has("Schedule") || input.has("ScalableTargetAction")) {
      scaling.readScheduledAction(input);
    } else if (input.has("PolicyName")) {
      scaling.readPolicy(input);
    } else {
      scaling.readTarget(input);
    }
  }
}
