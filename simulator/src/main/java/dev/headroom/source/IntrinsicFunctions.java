package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the intrinsic functions of one CloudFormation template, in long ({@code {"Ref": …}})
 * and short form ({@code !Ref …}), as far as the template and the user's values tell: {@code Ref},
 * {@code Fn::Sub}, {@code Fn::Join}, {@code Fn::Select}, {@code Fn::Split}, {@code Fn::FindInMap},
 * {@code Fn::If} and the conditions. What they do not tell becomes {@link Node.Unknown}, which is a
 * problem only where somebody needs it. Not thread-safe.
 *
 * <p>Source: CloudFormation Template Reference, "Intrinsic function reference" and "Pseudo
 * parameters reference".
 */
final class IntrinsicFunctions {

  private static final String NO_VALUE = "AWS::NoValue";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final TemplateParameters parameters;
  private final Node.@Nullable Mapping mappings;
  private final TemplateConditions conditions;
  private final Function<String, @Nullable Node> identifiers;

  /**
   * The functions of a template.
   *
   * @param identifiers what {@code Ref} gives for the logical id of a resource; null for an id that
   *     the template does not have
   */
  IntrinsicFunctions(
      Node.Mapping template,
      TemplateParameters parameters,
      Function<String, @Nullable Node> identifiers) {
    this.parameters = parameters;
    this.identifiers = identifiers;
    this.mappings = section(template, "Mappings");
    this.conditions = new TemplateConditions(template, this);
  }

  /** The conditions of the template. */
  TemplateConditions conditions() {
    return conditions;
  }

  /** A section of the template; null without it. */
  static Node.@Nullable Mapping section(Node.Mapping template, String name) {
    return template.entries().get(name) instanceof Node.Mapping section ? section : null;
  }

  /**
   * A value with all functions evaluated.
   *
   * @return null for {@code AWS::NoValue}
   */
  @Nullable Node evaluate(Node node) {
    FunctionCall call = FunctionCall.of(node);
    if (call != null) {
      return evaluate(call);
    }
    return switch (node) {
      case Node.Mapping mapping -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
          Node value = evaluate(entry.getValue());
          if (value != null) {
            entries.put(entry.getKey(), value);
          }
        }
        yield new Node.Mapping(mapping.location(), entries);
      }
      case Node.Sequence sequence -> new Node.Sequence(sequence.location(), elements(sequence));
      case Node.Scalar scalar -> scalar;
      case Node.Tagged tagged -> tagged;
      case Node.Unknown unknown -> unknown;
    };
  }

  private List<Node> elements(Node.Sequence sequence) {
    List<Node> elements = new ArrayList<>();
    for (Node element : sequence.elements()) {
      Node value = evaluate(element);
      if (value != null) {
        elements.add(value);
      }
    }
    return elements;
  }

  private @Nullable Node evaluate(FunctionCall call) {
    return switch (call.function()) {
      case FunctionCall.REF ->
          call.argument() instanceof Node.Scalar name ? ref(call, name.text()) : call.malformed();
      case "Fn::Sub" -> sub(call);
      case "Fn::Join" -> join(call);
      case "Fn::Select" -> select(call);
      case "Fn::Split" -> split(call);
      case "Fn::FindInMap" -> findInMap(call);
      case "Fn::If" -> conditional(call);
      case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" -> conditions.evaluate(call);
      case "Fn::GetAtt" -> attribute(call);
      default -> call.unanswerable();
    };
  }

  private @Nullable Node ref(FunctionCall call, String name) {
    if (name.equals(NO_VALUE)) {
      return null;
    }
    Node value = parameters.value(name, call.location());
    if (value != null) {
      return value;
    }
    Node identifier = identifiers.apply(name);
    return identifier == null
        ? new Node.Unknown(
            call.location(),
            FunctionCall.placeholder(name),
            "refers to " + Quoted.of(name) + ", which is neither a parameter nor a resource")
        : relocated(identifier, call.location());
  }

  private Node sub(FunctionCall call) {
    Node template = call.argument();
    Map<String, Node> own = Map.of();
    if (template instanceof Node.Sequence pair
        && pair.elements().size() == 2
        && pair.elements().get(1) instanceof Node.Mapping values) {
      template = pair.elements().getFirst();
      own = values.entries();
    }
    if (!(template instanceof Node.Scalar text)) {
      return call.malformed();
    }
    TemplateText result = new TemplateText(call.location());
    Matcher matcher = PLACEHOLDER.matcher(text.text());
    int end = 0;
    while (matcher.find()) {
      result.add(text.text().substring(end, matcher.start()));
      end = matcher.end();
      String name = matcher.group(2).strip();
      Node given = own.get(name);
      if (!matcher.group(1).isEmpty()) {
        result.add(FunctionCall.placeholder(matcher.group(2)));
      } else if (given != null) {
        result.add(evaluate(given));
      } else if (name.contains(".")) {
        result.add(unknownAttribute(call.location(), name));
      } else {
        result.add(ref(call, name));
      }
    }
    result.add(text.text().substring(end));
    return result.toNode();
  }

  private Node join(FunctionCall call) {
    List<Node> arguments = call.arguments();
    Node list = arguments.size() == 2 ? evaluate(arguments.get(1)) : null;
    if (list instanceof Node.Unknown) {
      return list;
    }
    if (!(list instanceof Node.Sequence parts)
        || !(arguments.getFirst() instanceof Node.Scalar delimiter)) {
      return call.malformed();
    }
    TemplateText result = new TemplateText(call.location());
    for (int i = 0; i < parts.elements().size(); i++) {
      if (i > 0) {
        result.add(delimiter.text());
      }
      result.add(parts.elements().get(i));
    }
    return result.toNode();
  }

  private Node select(FunctionCall call) {
    List<Node> arguments = call.arguments();
    Node index = arguments.size() == 2 ? evaluate(arguments.getFirst()) : null;
    Node list = arguments.size() == 2 ? evaluate(arguments.get(1)) : null;
    if (list instanceof Node.Unknown) {
      return list;
    }
    if (!(index instanceof Node.Scalar number)
        || !number.text().matches("[0-9]{1,4}")
        || !(list instanceof Node.Sequence elements)) {
      return call.malformed();
    }
    int position = Integer.parseInt(number.text());
    return position < elements.elements().size()
        ? relocated(elements.elements().get(position), call.location())
        : call.malformed();
  }

  private Node split(FunctionCall call) {
    List<Node> arguments = call.arguments();
    Node text = arguments.size() == 2 ? evaluate(arguments.get(1)) : null;
    if (text instanceof Node.Unknown) {
      return text;
    }
    return text instanceof Node.Scalar scalar
            && arguments.getFirst() instanceof Node.Scalar delimiter
            && !delimiter.text().isEmpty()
        ? TemplateParameters.list(scalar.text(), Pattern.quote(delimiter.text()), call.location())
        : call.malformed();
  }

  private Node findInMap(FunctionCall call) {
    List<Node> arguments = call.arguments();
    if (arguments.size() < 3) {
      return call.malformed();
    }
    List<String> path = new ArrayList<>();
    for (Node argument : arguments.subList(0, 3)) {
      switch (evaluate(argument)) {
        case Node.Scalar scalar -> path.add(scalar.text());
        case Node.Unknown unknown -> {
          return unknown;
        }
        case null, default -> {
          return call.malformed();
        }
      }
    }
    Node found = mappings;
    for (String key : path) {
      found = found instanceof Node.Mapping mapping ? mapping.entries().get(key) : null;
    }
    return found == null
        ? new Node.Unknown(
            call.location(),
            FunctionCall.placeholder(String.join(".", path)),
            "is not in Mappings: " + Quoted.plain(String.join(" / ", path)))
        : relocated(found, call.location());
  }

  private @Nullable Node conditional(FunctionCall call) {
    List<Node> arguments = call.arguments();
    if (arguments.size() != 3 || !(arguments.getFirst() instanceof Node.Scalar name)) {
      return call.malformed();
    }
    Node result = conditions.named(name.text(), call.location());
    return switch (result) {
      case Node.Scalar scalar -> evaluate(arguments.get(TemplateConditions.isTrue(scalar) ? 1 : 2));
      case Node.Unknown unknown -> unknown;
      default -> call.malformed();
    };
  }

  private static Node attribute(FunctionCall call) {
    return switch (call.argument()) {
      case Node.Scalar path -> unknownAttribute(call.location(), path.text());
      case Node.Sequence path
          when path.elements().stream().allMatch(Node.Scalar.class::isInstance) ->
          unknownAttribute(
              call.location(),
              String.join(
                  ".", path.elements().stream().map(part -> ((Node.Scalar) part).text()).toList()));
      default -> call.malformed();
    };
  }

  private static Node unknownAttribute(Location place, String path) {
    return new Node.Unknown(
        place,
        FunctionCall.placeholder(path),
        "is the attribute " + Quoted.of(path) + ", known only once its resource exists");
  }

  /** A value as it stands at the place that asks for it. */
  static Node relocated(Node node, Location place) {
    return switch (node) {
      case Node.Scalar scalar -> new Node.Scalar(place, scalar.text(), scalar.kind());
      case Node.Unknown unknown -> new Node.Unknown(place, unknown.text(), unknown.reason());
      case Node.Mapping mapping -> mapping;
      case Node.Sequence sequence -> sequence;
      case Node.Tagged tagged -> tagged;
    };
  }
}
