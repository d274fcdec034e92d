package dev.headroom.source;

import dev.headroom.document.Node;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of a Terraform configuration refer to, as a plan repeats them under {@code
 * configuration}. Only references within a module are followed.
 */
final class TerraformReferences {

  private static final String INDEX = "(?<index>\\[(?:\\d+|\"(?:[^\"\\\\]|\\\\.)*\")])?";

  private static final Pattern MODULE =
      Pattern.compile("module\\.(?<module>[\\w-]+)" + INDEX + "\\.");

  private static final Pattern RESOURCE =
      Pattern.compile("(?<type>\\w+)\\.(?<name>[\\w-]+)" + INDEX);

  private final Node.Mapping document;
  private final Set<String> addresses;

  /**
   * The references of a plan.
   *
   * @param addresses all resources of the plan; may grow
   */
  TerraformReferences(Node.Mapping document, Set<String> addresses) {
    this.document = document;
    this.addresses = addresses;
  }

  /**
   * The address of the resource that an argument refers to.
   *
   * @param address the resource that has the argument
   * @param type the wanted resource's type
   * @return null if the argument refers to none of this type, or to which one is not clear
   */
  @Nullable String of(String address, String argument, String type) {
    Node module = child(document, "configuration", "root_module");
    Matcher modules = MODULE.matcher(address);
    int end = 0;
    while (modules.find() && modules.start() == end) {
      end = modules.end();
      module = child(module, "module_calls", modules.group("module"), "module");
    }
    Matcher own = RESOURCE.matcher(address.substring(end));
    if (!own.matches()) {
      return null;
    }
    Node references =
        child(
            configured(module, own.group("type") + "." + own.group("name")),
            "expressions",
            argument,
            "references");
    if (!(references instanceof Node.Sequence list)) {
      return null;
    }
    String ownIndex = own.group("index") == null ? "" : own.group("index");
    for (Node element : list.elements()) {
      Matcher reference =
          RESOURCE.matcher(element instanceof Node.Scalar scalar ? scalar.text() : "");
      if (reference.lookingAt() && reference.group("type").equals(type)) {
        String referred = address.substring(0, end) + reference.group();
        return addresses.contains(referred)
            ? referred
            : addresses.contains(referred + ownIndex) ? referred + ownIndex : null;
      }
    }
    return null;
  }

  private static @Nullable Node configured(@Nullable Node module, String address) {
    if (child(module, "resources") instanceof Node.Sequence resources) {
      for (Node resource : resources.elements()) {
        if (child(resource, "address") instanceof Node.Scalar it && it.text().equals(address)) {
          return resource;
        }
      }
    }
    return null;
  }

  private static @Nullable Node child(@Nullable Node node, String... keys) {
    Node child = node;
    for (String key : keys) {
      child = child instanceof Node.Mapping mapping ? mapping.entries().get(key) : null;
    }
    return child;
  }
}
