package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import org.jspecify.annotations.Nullable;

/**
 * Nested blocks, which Terraform and what is made from it write as lists of at most one mapping.
 */
final class Blocks {

  private Blocks() {}

  /** The mapping under a key, alone or as the only element of a list; null if there is none. */
  static @Nullable MappingReader optional(MappingReader reader, String key) {
    if (!(reader.optionalNode(key) instanceof Node.Sequence list)) {
      return reader.optionalMapping(key);
    }
    if (list.elements().size() > 1) {
      reader.problem(key, "must be one block, not " + list.elements().size());
    }
    return list.elements().isEmpty()
        ? null
        : MappingReader.of(list.elements().getFirst(), reader.problems());
  }
}
