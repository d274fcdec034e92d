package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one CloudFormation template: {@code Fn::Equals}, {@code Fn::Not}, {@code
 * Fn::And}, {@code Fn::Or} and references to conditions by name. Each answer is a boolean scalar,
 * or unknown. Not thread-safe.
 */
final class TemplateConditions {

  private final IntrinsicFunctions functions;
  private final Node.@Nullable Mapping conditions;
  private final Map<String, Node> results = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  TemplateConditions(Node.Mapping template, IntrinsicFunctions functions) {
    this.functions = functions;
    this.conditions = IntrinsicFunctions.section(template, "Conditions");
  }

  /** Whether a scalar stands for true. */
  static boolean isTrue(Node.Scalar scalar) {
    return Boolean.parseBoolean(scalar.text());
  }

  /** Whether the condition of a name holds. */
  Node named(String name, Location place) {
    Node expression = conditions == null ? null : conditions.entries().get(name);
    if (expression == null) {
      return new Node.Unknown(
          place, name, "names the condition " + Quoted.of(name) + ", which is not in Conditions");
    }
    Node known = results.get(name);
    if (known != null) {
      return IntrinsicFunctions.relocated(known, place);
    }
    if (!open.add(name)) {
      return new Node.Unknown(
          place, name, "depends on the condition " + Quoted.of(name) + ", which depends on itself");
    }
    Node result = evaluate(expression);
    open.remove(name);
    results.put(name, result);
    return IntrinsicFunctions.relocated(result, place);
  }

  private Node evaluate(Node expression) {
    if (expression instanceof Node.Mapping mapping
        && mapping.entries().size() == 1
        && mapping.entries().get(FunctionCall.CONDITION) instanceof Node.Scalar name) {
      return named(name.text(), name.location());
    }
    FunctionCall call = FunctionCall.of(expression);
    return call == null
        ? new Node.Unknown(expression.location(), "", "is no condition")
        : evaluate(call);
  }

  /** Whether an expression holds. */
  Node evaluate(FunctionCall call) {
    return switch (call.function()) {
      case FunctionCall.CONDITION ->
          call.argument() instanceof Node.Scalar name
              ? named(name.text(), call.location())
              : call.malformed();
      case "Fn::Equals" -> equal(call);
      case "Fn::Not" -> not(call);
      case "Fn::And" -> junction(call, false);
      case "Fn::Or" -> junction(call, true);
      default -> call.unanswerable();
    };
  }

  private Node not(FunctionCall call) {
    List<Node> arguments = call.arguments();
    Node inner = arguments.size() == 1 ? evaluate(arguments.getFirst()) : call.malformed();
    return inner instanceof Node.Scalar scalar ? bool(call.location(), !isTrue(scalar)) : inner;
  }

  private Node equal(FunctionCall call) {
    List<Node> arguments = call.arguments();
    if (arguments.size() != 2) {
      return call.malformed();
    }
    Node left = functions.evaluate(arguments.getFirst());
    Node right = functions.evaluate(arguments.get(1));
    if (left instanceof Node.Unknown) {
      return left;
    }
    if (right instanceof Node.Unknown) {
      return right;
    }
    return left instanceof Node.Scalar a && right instanceof Node.Scalar b
        ? bool(call.location(), a.text().equals(b.text()))
        : call.malformed();
  }

  /** And, or: one deciding part is enough, whatever the others are. */
  private Node junction(FunctionCall call, boolean deciding) {
    Node unknown = null;
    for (Node argument : call.arguments()) {
      Node part = evaluate(argument);
      if (part instanceof Node.Scalar scalar && isTrue(scalar) == deciding) {
        return bool(call.location(), deciding);
      }
      unknown = part instanceof Node.Unknown ? part : unknown;
    }
    return unknown == null ? bool(call.location(), !deciding) : unknown;
  }

  private static Node bool(Location place, boolean value) {
    return new Node.Scalar(place, Boolean.toString(value), Node.Scalar.Kind.BOOLEAN);
  }
}
