package dev.headroom.evidence;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.document.Scalars;
import dev.headroom.document.Suggestion;
import dev.headroom.evidence.EvidenceCase.Replay;
import dev.headroom.evidence.EvidenceCase.Run;
import dev.headroom.evidence.EvidenceCase.Trial;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.traffic.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a measure, checked against the scenario that it looks at. A faulty argument is
 * noted as a problem and answered with something harmless.
 */
final class MeasureArguments {

  private static final double MAX_NUMBER = 1e12;
  private static final Pattern MOMENT =
      Pattern.compile(
          "(?<seconds>[0-9]{1,9}(?:\\.[0-9]{1,9})?)"
              + "|(?<which>first|last) throttle"
              + "|(?<end>start|end) of (?<flow>.+)"
              + "|(?<change>capacity|partition) change (?<n>[1-9][0-9]{0,4})");

  private final MappingReader arguments;
  private final List<String> flows;
  private final List<String> resources = new ArrayList<>();

  MeasureArguments(MappingReader arguments, Run run) {
    this.arguments = arguments;
    switch (run) {
      case Replay replay -> {
        Scenario scenario = replay.scenario();
        this.flows = scenario.flows().stream().map(Flow::name).toList();
        resources.add(scenario.table().name());
        scenario.table().globalSecondaryIndexes().stream()
            .map(GlobalSecondaryIndex::indexName)
            .forEach(resources::add);
      }
      case Trial trial -> {
        this.flows = List.of(Experiment.FLOW);
        resources.add(Experiment.SERVICE);
      }
    }
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

  /** One dimension, or null for both. */
  @Nullable Dimension optionalDimension() {
    return arguments.optionalConstant("dimension", Dimension.class);
  }

  /** The scenario's table, if the measure names no resource. */
  String resourceOrTable() {
    return arguments.has("resource") ? resource("resource") : resources.getFirst();
  }

  /** A number of seconds from the start of the run, or the name of an instant. */
  Moment moment(String key, String resource) {
    String text = arguments.string(key);
    if (text == null) {
      return reader -> 0;
    }
    Matcher matcher = MOMENT.matcher(text);
    if (!matcher.matches()) {
      arguments.problem(
          key,
          "must be a number of seconds, first throttle, last throttle, start of FLOW, end of FLOW,"
              + " capacity change N or partition change N, not "
              + Quoted.of(text));
      return reader -> 0;
    }
    if (matcher.group("seconds") != null) {
      double seconds = Double.parseDouble(matcher.group("seconds"));
      return reader -> seconds;
    }
    if (matcher.group("flow") != null) {
      String flow = known(key, matcher.group("flow"), flows, "flow");
      return matcher.group("end").equals("start")
          ? reader -> reader.startSeconds(flow)
          : reader -> reader.endSeconds(flow);
    }
    if (matcher.group("change") != null) {
      int n = Integer.parseInt(matcher.group("n"));
      if (matcher.group("change").equals("partition")) {
        return reader -> reader.partitionChangeSeconds(resource, n);
      }
      Dimension dimension = dimension();
      return reader -> reader.capacityChangeSeconds(resource, dimension, n);
    }
    return matcher.group("which").equals("first")
        ? reader -> reader.firstThrottleSeconds(resource)
        : reader -> reader.lastThrottleSeconds(resource);
  }

  /** The start of a window; without it, that of the run. */
  Moment fromOrStart(String resource) {
    return arguments.has("from") ? moment("from", resource) : reader -> 0;
  }

  /** The end of a window; without it, that of the run. */
  Moment toOrEnd(String resource) {
    return arguments.has("to") ? moment("to", resource) : reader -> Double.POSITIVE_INFINITY;
  }

  double number(String key) {
    Double number = arguments.decimal(key, 0, MAX_NUMBER);
    return number == null ? 0 : number;
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
