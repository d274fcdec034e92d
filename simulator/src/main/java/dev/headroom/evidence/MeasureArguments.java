package dev.headroom.evidence;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Scalars;
import dev.headroom.document.Suggestion;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.traffic.Flow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a measure, checked against the scenario that it looks at. A faulty argument is
 * noted as a problem and answered with something harmless.
 */
final class MeasureArguments {

  private static final double MAX_SECONDS = 30 * 24 * 3_600;
  private static final double MAX_NUMBER = 1e12;

  private final MappingReader arguments;
  private final List<String> flows;
  private final List<String> resources = new ArrayList<>();

  MeasureArguments(MappingReader arguments, Scenario scenario) {
    this.arguments = arguments;
    this.flows = scenario.flows().stream().map(Flow::name).toList();
    resources.add(scenario.table().name());
    scenario.table().globalSecondaryIndexes().stream()
        .map(GlobalSecondaryIndex::indexName)
        .forEach(resources::add);
  }

  String flow(String key) {
    return known(key, arguments.string(key), flows, "flow");
  }

  List<String> flows(String key) {
    List<String> names = new ArrayList<>();
    for (Node node : arguments.sequence(key)) {
      names.add(known(key, Scalars.text(node, arguments.problems()), flows, "flow"));
    }
    return names;
  }

  String resource(String key) {
    return known(key, arguments.string(key), resources, "table or index");
  }

  private String known(String key, @Nullable String name, List<String> names, String noun) {
    if (name == null) {
      return "";
    }
    if (!names.contains(name)) {
      arguments.problem(
          key, "is not a " + noun + " of the scenario" + Suggestion.forWord(name, names));
    }
    return name;
  }

  Dimension dimension() {
    Dimension dimension = arguments.constant("dimension", Dimension.class);
    return dimension == null ? Dimension.WRITE : dimension;
  }

  /** Seconds from the start of the run. */
  double seconds(String key) {
    Double seconds = arguments.decimal(key, 0, MAX_SECONDS);
    return seconds == null ? 0 : seconds;
  }

  List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (Node node : arguments.sequence(key)) {
      Double number = Scalars.decimal(node, 0, MAX_NUMBER, arguments.problems());
      if (number != null) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
