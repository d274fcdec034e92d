package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.hcl.HclExpression.Call;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The functions that configurations of tables use; others are not computed.
 *
 * <p>Source: Terraform documentation, "Built-in Functions".
 */
final class HclFunctions {

  private static final Pattern VERB = Pattern.compile("%[sdv]|%%");

  private HclFunctions() {}

  static Node call(Call call, List<Node> arguments) {
    for (Node argument : arguments) {
      boolean mayBeUnknown = List.of("try", "can", "coalesce").contains(call.function());
      if (argument instanceof Node.Unknown && !mayBeUnknown) {
        return argument;
      }
    }
    Node result = result(call, arguments);
    return result == null
        ? HclEvaluator.unknown(
            call.location(),
            call.function() + "(…)",
            "calls the function "
                + Quoted.plain(call.function())
                + ", which is not computed here; give the plan instead: terraform show -json")
        : result;
  }

  private static @Nullable Node result(Call call, List<Node> arguments) {
    Location location = call.location();
    Node first = arguments.isEmpty() ? null : arguments.getFirst();
    if (first == null) {
      return null;
    }
    return switch (call.function()) {
      case "tonumber", "tobool", "tomap", "tolist", "sensitive", "nonsensitive" -> first;
      case "tostring" ->
          first instanceof Node.Scalar scalar ? HclEvaluator.text(location, scalar.text()) : null;
      case "toset" -> first instanceof Node.Sequence list ? set(list) : null;
      case "lower" -> onText(first, text -> text.toLowerCase(Locale.ROOT));
      case "upper" -> onText(first, text -> text.toUpperCase(Locale.ROOT));
      case "trimspace" -> onText(first, String::strip);
      case "ceil" -> rounded(first, RoundingMode.CEILING);
      case "floor" -> rounded(first, RoundingMode.FLOOR);
      case "min" -> fold(location, arguments, BigDecimal::min);
      case "max" -> fold(location, arguments, BigDecimal::max);
      case "length" -> length(location, first);
      case "format" -> format(location, arguments);
      case "join" -> join(location, arguments);
      case "replace" -> replace(location, arguments);
      case "concat" -> concat(location, arguments);
      case "merge" -> merge(location, arguments);
      case "keys" ->
          first instanceof Node.Mapping mapping
              ? new Node.Sequence(
                  location,
                  mapping.entries().keySet().stream()
                      .sorted()
                      .map(key -> (Node) HclEvaluator.text(location, key))
                      .toList())
              : null;
      case "values" ->
          first instanceof Node.Mapping mapping
              ? new Node.Sequence(location, List.copyOf(new TreeMap<>(mapping.entries()).values()))
              : null;
      case "contains" -> contains(location, first, arguments);
      case "lookup" -> lookup(first, arguments);
      case "element" -> element(first, arguments);
      case "coalesce", "try" ->
          arguments.stream().filter(node -> isThere(node, call)).findFirst().orElse(first);
      default -> null;
    };
  }

  private static boolean isThere(Node node, Call call) {
    boolean isNull = node instanceof Node.Scalar s && s.kind() == Node.Scalar.Kind.NULL;
    boolean isEmpty = node instanceof Node.Scalar s && s.text().isEmpty();
    return !(node instanceof Node.Unknown)
        && (call.function().equals("try") || (!isNull && !isEmpty));
  }

  private static @Nullable Node onText(Node node, UnaryOperator<String> change) {
    return node instanceof Node.Scalar scalar
        ? HclEvaluator.text(scalar.location(), change.apply(scalar.text()))
        : null;
  }

  private static @Nullable Node rounded(Node node, RoundingMode mode) {
    BigDecimal number = HclEvaluator.number(node);
    return number == null ? null : HclEvaluator.number(node.location(), number.setScale(0, mode));
  }

  private static @Nullable Node fold(
      Location location, List<Node> arguments, BinaryOperator<BigDecimal> fold) {
    BigDecimal result = null;
    for (Node argument : arguments) {
      BigDecimal number = HclEvaluator.number(argument);
      if (number == null) {
        return null;
      }
      result = result == null ? number : fold.apply(result, number);
    }
    return result == null ? null : HclEvaluator.number(location, result);
  }

  private static Node set(Node.Sequence list) {
    Map<String, Node> distinct = new TreeMap<>();
    for (Node element : list.elements()) {
      if (element instanceof Node.Scalar scalar) {
        distinct.put(scalar.text(), element);
      }
    }
    Collection<Node> elements = distinct.isEmpty() ? list.elements() : distinct.values();
    return new Node.Sequence(list.location(), List.copyOf(elements));
  }

  private static @Nullable Node length(Location location, Node node) {
    return switch (node) {
      case Node.Sequence list -> count(location, list.elements().size());
      case Node.Mapping mapping -> count(location, mapping.entries().size());
      case Node.Scalar scalar -> count(location, scalar.text().length());
      case Node.Tagged tagged -> null;
      case Node.Unknown unknown -> unknown;
    };
  }

  private static Node count(Location location, int count) {
    return HclEvaluator.number(location, BigDecimal.valueOf(count));
  }

  private static @Nullable Node format(Location location, List<Node> arguments) {
    if (!(arguments.getFirst() instanceof Node.Scalar format)) {
      return null;
    }
    Matcher verbs = VERB.matcher(format.text());
    StringBuilder text = new StringBuilder();
    int next = 1;
    while (verbs.find()) {
      String value = "%";
      if (!verbs.group().equals("%%")) {
        if (next >= arguments.size() || !(arguments.get(next) instanceof Node.Scalar scalar)) {
          return null;
        }
        value = scalar.text();
        next++;
      }
      verbs.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    verbs.appendTail(text);
    boolean hasOtherVerbs = text.indexOf("%") >= 0 && !format.text().contains("%%");
    return hasOtherVerbs ? null : HclEvaluator.text(location, text.toString());
  }

  private static @Nullable Node join(Location location, List<Node> arguments) {
    if (arguments.size() != 2
        || !(arguments.getFirst() instanceof Node.Scalar separator)
        || !(arguments.getLast() instanceof Node.Sequence list)) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Node element : list.elements()) {
      if (element instanceof Node.Unknown) {
        return element;
      }
      if (!(element instanceof Node.Scalar scalar)) {
        return null;
      }
      texts.add(scalar.text());
    }
    return HclEvaluator.text(location, String.join(separator.text(), texts));
  }

  private static @Nullable Node replace(Location location, List<Node> arguments) {
    return arguments.size() == 3
            && arguments.get(0) instanceof Node.Scalar text
            && arguments.get(1) instanceof Node.Scalar wanted
            && arguments.get(2) instanceof Node.Scalar replacement
            && !wanted.text().startsWith("/")
        ? HclEvaluator.text(location, text.text().replace(wanted.text(), replacement.text()))
        : null;
  }

  private static @Nullable Node concat(Location location, List<Node> arguments) {
    List<Node> elements = new ArrayList<>();
    for (Node argument : arguments) {
      if (!(argument instanceof Node.Sequence list)) {
        return null;
      }
      elements.addAll(list.elements());
    }
    return new Node.Sequence(location, elements);
  }

  private static @Nullable Node merge(Location location, List<Node> arguments) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (Node argument : arguments) {
      if (!(argument instanceof Node.Mapping mapping)) {
        return null;
      }
      entries.putAll(mapping.entries());
    }
    return new Node.Mapping(location, entries);
  }

  private static @Nullable Node contains(Location location, Node first, List<Node> arguments) {
    if (!(first instanceof Node.Sequence list)
        || arguments.size() != 2
        || !(arguments.getLast() instanceof Node.Scalar wanted)) {
      return null;
    }
    boolean isIn =
        list.elements().stream()
            .anyMatch(e -> e instanceof Node.Scalar s && s.text().equals(wanted.text()));
    return new Node.Scalar(location, String.valueOf(isIn), Node.Scalar.Kind.BOOLEAN);
  }

  private static @Nullable Node lookup(Node first, List<Node> arguments) {
    if (!(first instanceof Node.Mapping mapping)
        || arguments.size() < 2
        || !(arguments.get(1) instanceof Node.Scalar key)) {
      return null;
    }
    Node value = mapping.entries().get(key.text());
    return value == null && arguments.size() == 3 ? arguments.get(2) : value;
  }

  private static @Nullable Node element(Node first, List<Node> arguments) {
    BigDecimal index = arguments.size() == 2 ? HclEvaluator.number(arguments.getLast()) : null;
    return first instanceof Node.Sequence list && index != null && !list.elements().isEmpty()
        ? list.elements().get(Math.floorMod(index.intValue(), list.elements().size()))
        : null;
  }
}
