package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of one of CloudFormation's intrinsic functions.
 *
 * @param location where it stands
 * @param function its name in long form, such as {@code Fn::Sub}
 * @param argument its argument, often a list of arguments
 */
record FunctionCall(Location location, String function, Node argument) {

  static final String REF = "Ref";
  static final String CONDITION = "Condition";

  private static final String PREFIX = "Fn::";

  /** The call that a node is, in long or short form; null if it is a plain value. */
  static @Nullable FunctionCall of(Node node) {
    if (node instanceof Node.Tagged tagged) {
      boolean isPlain = tagged.tag().equals(REF) || tagged.tag().equals(CONDITION);
      String function = isPlain ? tagged.tag() : PREFIX + tagged.tag();
      return new FunctionCall(tagged.location(), function, tagged.value());
    }
    if (node instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
      Map.Entry<String, Node> entry = mapping.entries().entrySet().iterator().next();
      if (entry.getKey().equals(REF) || entry.getKey().startsWith(PREFIX)) {
        return new FunctionCall(mapping.location(), entry.getKey(), entry.getValue());
      }
    }
    return null;
  }

  /** The text that stands in names for what is not known. */
  static String placeholder(String name) {
    return "${" + name + "}";
  }

  /** The elements of the argument; none if it is no list. */
  List<Node> arguments() {
    return argument instanceof Node.Sequence list ? list.elements() : List.of();
  }

  /** What a call gives whose arguments do not fit. */
  Node malformed() {
    return new Node.Unknown(
        location, placeholder(function), "has arguments that " + function + " does not take");
  }

  /** What a call gives that the template alone cannot answer. */
  Node unanswerable() {
    return new Node.Unknown(
        location,
        placeholder(function),
        "calls "
            + Quoted.plain(function)
            + ", which cannot be evaluated from the template; put the value in its place");
  }
}
