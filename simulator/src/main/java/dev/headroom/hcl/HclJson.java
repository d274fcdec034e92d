package dev.headroom.hcl;

import dev.headroom.document.Node;
import dev.headroom.hcl.HclBody.Attribute;
import dev.headroom.hcl.HclBody.Block;
import dev.headroom.hcl.HclExpression.Entry;
import dev.headroom.hcl.HclExpression.ListOf;
import dev.headroom.hcl.HclExpression.Literal;
import dev.headroom.hcl.HclExpression.MapOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns HCL's JSON notation into what its own notation gives. */
public final class HclJson {

  private HclJson() {}

  /**
   * The body of a file.
   *
   * @param labelCounts how many labels the blocks of each type have; other keys are attributes
   */
  public static HclBody body(Node.Mapping file, Map<String, Integer> labelCounts) {
    List<Block> blocks = new ArrayList<>();
    file.entries()
        .forEach(
            (type, value) -> {
              Integer labels = labelCounts.get(type);
              if (labels != null) {
                addBlocks(type, new ArrayList<>(), labels, value, blocks);
              }
            });
    return new HclBody(Map.of(), blocks);
  }

  private static void addBlocks(
      String type, List<String> labels, int missing, Node value, List<Block> blocks) {
    if (value instanceof Node.Sequence list) {
      list.elements().forEach(element -> addBlocks(type, labels, missing, element, blocks));
    } else if (value instanceof Node.Mapping mapping) {
      if (missing == 0) {
        blocks.add(new Block(type, labels, attributes(mapping), mapping.location()));
        return;
      }
      mapping
          .entries()
          .forEach(
              (label, inner) -> {
                List<String> more = new ArrayList<>(labels);
                more.add(label);
                addBlocks(type, more, missing - 1, inner, blocks);
              });
    }
  }

  /** A file of values: every key is an attribute. */
  public static HclBody attributes(Node.Mapping mapping) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (name, value) ->
                attributes.put(name, new Attribute(name, expression(value), value.location())));
    return new HclBody(attributes, List.of());
  }

  private static HclExpression expression(Node node) {
    return switch (node) {
      case Node.Scalar scalar ->
          scalar.kind() == Node.Scalar.Kind.STRING
              ? HclParser.parseTemplate(scalar)
              : new Literal(scalar);
      case Node.Sequence list ->
          new ListOf(list.location(), list.elements().stream().map(HclJson::expression).toList());
      case Node.Mapping mapping ->
          new MapOf(
              mapping.location(),
              mapping.entries().entrySet().stream()
                  .map(
                      entry ->
                          new Entry(
                              new Literal(
                                  new Node.Scalar(
                                      mapping.location(), entry.getKey(), Node.Scalar.Kind.STRING)),
                              expression(entry.getValue())))
                  .toList());
      case Node.Tagged tagged -> expression(tagged.value());
      case Node.Unknown unknown ->
          new HclExpression.Other(unknown.location(), unknown.text(), List.of());
    };
  }
}
