package dev.headroom.hcl;

import dev.headroom.document.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in a file, or between the braces of a block.
 *
 * @param attributes by name, in file order
 * @param blocks in file order
 */
public record HclBody(Map<String, Attribute> attributes, List<Block> blocks) {

  public HclBody {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    blocks = List.copyOf(blocks);
  }

  /** {@code name = value}. */
  public record Attribute(String name, HclExpression value, Location location) {}

  /** {@code type "label" … { body }}. */
  public record Block(String type, List<String> labels, HclBody body, Location location) {
    public Block {
      labels = List.copyOf(labels);
    }
  }

  /** The blocks of a type. */
  public List<Block> blocks(String type) {
    return blocks.stream().filter(block -> block.type().equals(type)).toList();
  }
}
