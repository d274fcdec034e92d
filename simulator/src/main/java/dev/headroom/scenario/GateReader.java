package dev.headroom.scenario;

import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Suggestion;
import dev.headroom.gate.Gate;
import dev.headroom.gate.GateParser;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the gates and checks that they speak of flows and resources that exist. */
final class GateReader {

  private final Problems problems;
  private final @Nullable Table table;
  private final List<String> flowNames;

  GateReader(Problems problems, @Nullable Table table, List<String> flowNames) {
    this.problems = problems;
    this.table = table;
    this.flowNames = flowNames;
  }

  /**
   * The file with its gates as the texts they were meant to be: without quotes {@code
   * latency_p99{flow: checkout} < 25ms} is a mapping to YAML, because of the blank after the colon.
   */
  static Node withGatesAsText(Node root) {
    if (!(root instanceof Node.Mapping mapping)
        || !(mapping.entries().get("gates") instanceof Node.Sequence gates)) {
      return root;
    }
    Map<String, Node> entries = new LinkedHashMap<>(mapping.entries());
    List<Node> texts = gates.elements().stream().map(GateReader::withGateAsText).toList();
    entries.put("gates", new Node.Sequence(gates.location(), texts));
    return new Node.Mapping(mapping.location(), entries);
  }

  private static Node withGateAsText(Node gate) {
    if (gate instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
      Map.Entry<String, Node> only = mapping.entries().entrySet().iterator().next();
      if (only.getKey().contains("{") && only.getValue() instanceof Node.Scalar rest) {
        String text = only.getKey() + ": " + rest.text();
        return new Node.Scalar(mapping.location(), text, Node.Scalar.Kind.STRING);
      }
    }
    return gate;
  }

  /** The gates that hold where the scenario has none. */
  List<Gate> defaults() {
    return List.of(GateParser.parse(ScenarioBuilder.DEFAULT_GATE));
  }

  List<Gate> read(List<Given<String>> expressions) {
    List<Gate> gates = new ArrayList<>();
    for (Given<String> expression : expressions) {
      try {
        Gate gate = GateParser.parse(expression.value());
        checkSelectors(gate, expression);
        gates.add(gate);
      } catch (IllegalArgumentException e) {
        problems.add(expression.location(), String.valueOf(e.getMessage()));
      }
    }
    return gates;
  }

  private void checkSelectors(Gate gate, Given<String> expression) {
    String flow = gate.selectors().get("flow");
    if (flow != null && !flowNames.contains(flow)) {
      problems.add(
          expression.location(),
          "selects the flow \"" + flow + "\", which is none" + Suggestion.forWord(flow, flowNames));
    }
    String resource = gate.selectors().get("resource");
    if (resource == null || table == null) {
      return;
    }
    List<String> resources = new ArrayList<>(List.of(table.name()));
    table.globalSecondaryIndexes().forEach(index -> resources.add(index.indexName()));
    if (!resources.contains(resource)) {
      problems.add(
          expression.location(),
          "selects the resource \""
              + resource
              + "\", which is none"
              + Suggestion.forWord(resource, resources));
    }
  }
}
