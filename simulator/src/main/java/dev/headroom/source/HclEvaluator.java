package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import dev.headroom.hcl.HclExpression;
import dev.headroom.hcl.HclExpression.Call;
import dev.headroom.hcl.HclExpression.Conditional;
import dev.headroom.hcl.HclExpression.For;
import dev.headroom.hcl.HclExpression.Index;
import dev.headroom.hcl.HclExpression.ListOf;
import dev.headroom.hcl.HclExpression.Literal;
import dev.headroom.hcl.HclExpression.MapOf;
import dev.headroom.hcl.HclExpression.Member;
import dev.headroom.hcl.HclExpression.Name;
import dev.headroom.hcl.HclExpression.Operation;
import dev.headroom.hcl.HclExpression.Other;
import dev.headroom.hcl.HclExpression.Template;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes expressions of HCL as far as they can be known without running Terraform. What cannot is
 * {@link Node.Unknown}, and so is everything that is made of it.
 */
final class HclEvaluator {

  /** Where the names of a file lead. */
  interface Names {

    /**
     * What a reference such as {@code var.size} stands for.
     *
     * @param root its first word
     * @param name its second word
     */
    Node resolve(Location location, String root, String name);
  }

  private final Names names;
  private final Map<String, Node> bindings;

  /**
   * An evaluator.
   *
   * @param bindings values of words that stand for themselves, such as {@code each}
   */
  HclEvaluator(Names names, Map<String, Node> bindings) {
    this.names = names;
    this.bindings = Map.copyOf(bindings);
  }

  /** The same with one more word. */
  HclEvaluator with(String word, Node value) {
    Map<String, Node> more = new HashMap<>(bindings);
    more.put(word, value);
    return new HclEvaluator(names, more);
  }

  Node evaluate(HclExpression expression) {
    return switch (expression) {
      case Literal literal -> literal.value();
      case Template template -> template(template);
      case ListOf list ->
          new Node.Sequence(list.location(), list.elements().stream().map(this::evaluate).toList());
      case MapOf map -> map(map);
      case Name name ->
          bindings.getOrDefault(
              name.name(), unknown(name.location(), name.name(), "is not known here"));
      case Member member -> member(member);
      case Index index -> index(index);
      case Call call ->
          HclFunctions.call(call, call.arguments().stream().map(this::evaluate).toList());
      case Operation operation -> operation(operation);
      case Conditional conditional -> conditional(conditional);
      case For loop -> loop(loop);
      case Other other ->
          unknown(other.location(), other.what(), "is " + other.what() + ", which is not computed");
    };
  }

  private Node member(Member member) {
    if (member.source() instanceof Name root && !bindings.containsKey(root.name())) {
      return names.resolve(member.location(), root.name(), member.name());
    }
    return element(member.location(), evaluate(member.source()), member.name());
  }

  private Node index(Index index) {
    Node key = evaluate(index.key());
    Node source = evaluate(index.source());
    return switch (key) {
      case Node.Scalar scalar -> element(index.location(), source, scalar.text());
      case Node.Unknown unknown -> unknown;
      case Node.Mapping mapping -> unknown(index.location(), "?", "has a key that is a mapping");
      case Node.Sequence list -> unknown(index.location(), "?", "has a key that is a list");
      case Node.Tagged tagged -> tagged;
    };
  }

  private static Node element(Location location, Node source, String key) {
    switch (source) {
      case Node.Mapping mapping -> {
        Node value = mapping.entries().get(key);
        return value == null
            ? unknown(location, key, "has no value for the key " + key + " that it is looked up by")
            : value;
      }
      case Node.Sequence list -> {
        boolean isThere = key.matches("\\d{1,6}") && Integer.parseInt(key) < list.elements().size();
        return isThere
            ? list.elements().get(Integer.parseInt(key))
            : unknown(location, key, "has no element " + key + " in its list");
      }
      case Node.Unknown unknown -> {
        return unknown;
      }
      case Node.Scalar scalar -> {
        return unknown(location, key, "is looked up by " + key + " in a single value");
      }
      case Node.Tagged tagged -> {
        return tagged;
      }
    }
  }

  private Node template(Template template) {
    StringBuilder text = new StringBuilder();
    String reason = null;
    for (HclExpression part : template.parts()) {
      switch (evaluate(part)) {
        case Node.Scalar scalar -> text.append(scalar.text());
        case Node.Unknown unknown -> {
          text.append(unknown.text());
          reason = reason == null ? unknown.reason() : reason;
        }
        case Node other -> {
          text.append('?');
          reason = "has a list or mapping within its text";
        }
      }
    }
    return reason == null
        ? new Node.Scalar(template.location(), text.toString(), Kind.STRING)
        : new Node.Unknown(template.location(), text.toString(), reason);
  }

  private Node map(MapOf map) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (HclExpression.Entry entry : map.entries()) {
      Node key = evaluate(entry.key());
      if (!(key instanceof Node.Scalar scalar)) {
        return key instanceof Node.Unknown
            ? key
            : unknown(map.location(), "?", "has a key that is no text");
      }
      entries.put(scalar.text(), evaluate(entry.value()));
    }
    return new Node.Mapping(map.location(), entries);
  }

  private Node conditional(Conditional conditional) {
    return switch (evaluate(conditional.condition())) {
      case Node.Scalar scalar when scalar.text().equals("true") -> evaluate(conditional.then());
      case Node.Scalar scalar when scalar.text().equals("false") ->
          evaluate(conditional.otherwise());
      case Node.Unknown unknown -> unknown;
      case Node other ->
          unknown(conditional.location(), "?", "has a condition that is neither true nor false");
    };
  }

  private Node loop(For loop) {
    Node source = evaluate(loop.source());
    List<Map.Entry<Node, Node>> items = items(source);
    if (items == null) {
      return source instanceof Node.Unknown
          ? source
          : unknown(loop.location(), "?", "goes through a value that is neither list nor map");
    }
    List<Node> results = new ArrayList<>();
    Map<String, Node> entries = new LinkedHashMap<>();
    for (Map.Entry<Node, Node> item : items) {
      HclEvaluator inner = with(loop.valueName(), item.getValue());
      if (loop.keyName() != null) {
        inner = inner.with(loop.keyName(), item.getKey());
      }
      Node condition = loop.condition() == null ? null : inner.evaluate(loop.condition());
      if (condition instanceof Node.Unknown) {
        return condition;
      }
      if (condition instanceof Node.Scalar scalar && scalar.text().equals("false")) {
        continue;
      }
      Node result = inner.evaluate(loop.result());
      Node key = loop.resultKey() == null ? null : inner.evaluate(loop.resultKey());
      if (key instanceof Node.Scalar scalar) {
        entries.put(scalar.text(), result);
      } else if (key != null) {
        return key;
      } else {
        results.add(result);
      }
    }
    return loop.resultKey() == null
        ? new Node.Sequence(loop.location(), results)
        : new Node.Mapping(loop.location(), entries);
  }

  /** Keys and values of what can be gone through; null for what cannot. */
  static @Nullable List<Map.Entry<Node, Node>> items(Node source) {
    List<Map.Entry<Node, Node>> items = new ArrayList<>();
    if (source instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach((key, value) -> items.add(Map.entry(text(mapping.location(), key), value)));
      return items;
    }
    if (source instanceof Node.Sequence list) {
      for (int i = 0; i < list.elements().size(); i++) {
        items.add(
            Map.entry(
                new Node.Scalar(list.location(), String.valueOf(i), Kind.INTEGER),
                list.elements().get(i)));
      }
      return items;
    }
    return null;
  }

  private Node operation(Operation operation) {
    Node right = evaluate(operation.right());
    Node left = operation.left() == null ? null : evaluate(operation.left());
    if (left instanceof Node.Unknown) {
      return left;
    }
    if (right instanceof Node.Unknown) {
      return right;
    }
    if (!(right instanceof Node.Scalar second)
        || (left != null && !(left instanceof Node.Scalar))) {
      return notComputed(operation);
    }
    Node.Scalar first = left instanceof Node.Scalar scalar ? scalar : null;
    Node result = first == null ? unary(operation, second) : binary(operation, first, second);
    return result == null ? notComputed(operation) : result;
  }

  private static @Nullable Node unary(Operation operation, Node.Scalar operand) {
    if (operation.operator().equals("!")) {
      return switch (operand.text()) {
        case "true" -> bool(operation, false);
        case "false" -> bool(operation, true);
        default -> null;
      };
    }
    BigDecimal number = number(operand);
    return number == null ? null : number(operation.location(), number.negate());
  }

  private static @Nullable Node binary(Operation operation, Node.Scalar left, Node.Scalar right) {
    BigDecimal first = number(left);
    BigDecimal second = number(right);
    switch (operation.operator()) {
      case "==", "!=" -> {
        return bool(operation, isSame(left, right) == operation.operator().equals("=="));
      }
      case "&&" -> {
        return bool(operation, left.text().equals("true") && right.text().equals("true"));
      }
      case "||" -> {
        return bool(operation, left.text().equals("true") || right.text().equals("true"));
      }
      default -> {
        return first == null || second == null ? null : computed(operation, first, second);
      }
    }
  }

  private static boolean isSame(Node.Scalar left, Node.Scalar right) {
    BigDecimal first = number(left);
    BigDecimal second = number(right);
    boolean isNumber = first != null && second != null && first.compareTo(second) == 0;
    return isNumber || left.text().equals(right.text());
  }

  private static @Nullable Node computed(Operation operation, BigDecimal left, BigDecimal right) {
    boolean isByZero = right.signum() == 0;
    Location location = operation.location();
    return switch (operation.operator()) {
      case "+" -> number(location, left.add(right));
      case "-" -> number(location, left.subtract(right));
      case "*" -> number(location, left.multiply(right));
      case "/" -> isByZero ? null : number(location, left.divide(right, MathContext.DECIMAL64));
      case "%" -> isByZero ? null : number(location, left.remainder(right));
      case "<" -> bool(operation, left.compareTo(right) < 0);
      case "<=" -> bool(operation, left.compareTo(right) <= 0);
      case ">" -> bool(operation, left.compareTo(right) > 0);
      case ">=" -> bool(operation, left.compareTo(right) >= 0);
      default -> null;
    };
  }

  private static Node notComputed(Operation operation) {
    return unknown(
        operation.location(), "?", "cannot be computed: " + operation.operator() + " does not fit");
  }

  private static Node bool(Operation operation, boolean value) {
    return new Node.Scalar(operation.location(), String.valueOf(value), Kind.BOOLEAN);
  }

  static Node number(Location location, BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    boolean isWhole = plain.scale() <= 0;
    return new Node.Scalar(location, plain.toPlainString(), isWhole ? Kind.INTEGER : Kind.DECIMAL);
  }

  /** The number that a value is, a text of digits too; null if it is none. */
  static @Nullable BigDecimal number(Node node) {
    boolean isNumber =
        node instanceof Node.Scalar scalar
            && scalar.text().matches("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");
    return isNumber ? new BigDecimal(((Node.Scalar) node).text()) : null;
  }

  static Node.Scalar text(Location location, String text) {
    return new Node.Scalar(location, text, Kind.STRING);
  }

  /**
   * A value that cannot be known.
   *
   * @param expression what it is the value of
   */
  static Node.Unknown unknown(Location location, String expression, String reason) {
    return new Node.Unknown(location, "${" + expression + "}", reason);
  }
}
