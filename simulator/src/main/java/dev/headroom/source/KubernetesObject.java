package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object.
 *
 * @param mapping the whole object
 * @param apiVersion group and version
 * @param kind its kind
 */
record KubernetesObject(Node.Mapping mapping, String apiVersion, String kind) {

  /** A document as an object; null if it is none. */
  static @Nullable KubernetesObject of(Node document) {
    return document instanceof Node.Mapping mapping
            && mapping.entries().get("apiVersion") instanceof Node.Scalar version
            && mapping.entries().get("kind") instanceof Node.Scalar kind
        ? new KubernetesObject(mapping, version.text(), kind.text())
        : null;
  }

  /**
   * Whether it is of a kind.
   *
   * @param group the group, with the slash that ends it
   */
  boolean isOf(String group, String kindName) {
    return apiVersion.startsWith(group) && kind.equals(kindName);
  }

  /** Its {@code spec}; null after noting that there is none. */
  @Nullable MappingReader spec(Problems problems) {
    return new MappingReader(mapping, problems).mapping("spec");
  }

  /** Its name; null without one. */
  @Nullable String name() {
    return text(mapping.entries().get("metadata"), "name");
  }

  /** An annotation; null without it. */
  @Nullable String annotation(String key) {
    return mapping.entries().get("metadata") instanceof Node.Mapping metadata
        ? text(metadata.entries().get("annotations"), key)
        : null;
  }

  private static @Nullable String text(@Nullable Node node, String key) {
    return node instanceof Node.Mapping holder
            && holder.entries().get(key) instanceof Node.Scalar scalar
            && !scalar.text().isBlank()
        ? scalar.text()
        : null;
  }
}
