package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
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
    return texts(mapping.entries().get("metadata"), "annotations").get(key);
  }

  /** Its labels. */
  Map<String, String> labels() {
    return texts(mapping.entries().get("metadata"), "labels");
  }

  /** The texts of the mapping under a key of a node; empty if there is none. */
  static Map<String, String> texts(@Nullable Node holder, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (holder instanceof Node.Mapping outer
        && outer.entries().get(key) instanceof Node.Mapping inner) {
      inner.entries().keySet().forEach(name -> putText(texts, name, text(inner, name)));
    }
    return texts;
  }

  private static void putText(Map<String, String> texts, String name, @Nullable String text) {
    if (text != null) {
      texts.put(name, text);
    }
  }

  private static @Nullable String text(@Nullable Node node, String key) {
    return node instanceof Node.Mapping holder
            && holder.entries().get(key) instanceof Node.Scalar scalar
            && !scalar.text().isBlank()
        ? scalar.text()
        : null;
  }
}
