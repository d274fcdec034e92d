package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import dev.headroom.document.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Longer texts are no names; nested functions could make them without end. */
  private static final int MAX_TEXT_LENGTH = 2_048;

  private static final String NO_VALUE = "AWS::NoValue";
  private static final String CONDITION = "Condition";
  private static final String REF = "Ref";
  private static final String FUNCTION = "Fn::";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

  /** One function and its argument. */
  private record Call(Location location, String function, Node argument) {}

  private final TemplateParameters parameters;
  private final Node.@Nullable Mapping mappings;
  private final Node.@Nullable Mapping conditions;
  private final Function<String, @Nullable Node> identifiers;
  private final Map<String, Node> conditionResults = new HashMap<>();
  private final Set<String> openConditions = new HashSet<>();

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
    this.conditions = section(template, "Conditions");
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
    Call call = call(node);
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
      case Node.Tagged tagged -> unknown(tagged.location(), "!" + tagged.tag());
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

  /** The function that a node calls; null if it is a plain value. */
  private static @Nullable Call call(Node node) {
    if (node instanceof Node.Tagged tagged) {
      boolean isPlain = tagged.tag().equals(REF) || tagged.tag().equals(CONDITION);
      String function = isPlain ? tagged.tag() : FUNCTION + tagged.tag();
      return new Call(tagged.location(), function, tagged.value());
    }
    if (node instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
      Map.Entry<String, Node> entry = mapping.entries().entrySet().iterator().next();
      if (entry.getKey().equals(REF) || entry.getKey().startsWith(FUNCTION)) {
        return new Call(mapping.location(), entry.getKey(), entry.getValue());
      }
    }
    return null;
  }

  private @Nullable Node evaluate(Call call) {
    return switch (call.function()) {
      case REF ->
          call.argument() instanceof Node.Scalar name ? ref(call, name.text()) : malformed(call);
      case "Fn::Sub" -> sub(call);
      case "Fn::Join" -> join(call);
      case "Fn::Select" -> select(call);
      case "Fn::Split" -> split(call);
      case "Fn::FindInMap" -> findInMap(call);
      case "Fn::If" -> conditional(call);
      case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" -> condition(call);
      case "Fn::GetAtt" -> attribute(call);
      default -> unknown(call.location(), call.function());
    };
  }

  private @Nullable Node ref(Call call, String name) {
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
            placeholder(name),
            "refers to " + Quoted.of(name) + ", which is neither a parameter nor a resource")
        : relocated(identifier, call.location());
  }

  private Node sub(Call call) {
    Node template = call.argument();
    Map<String, Node> own = Map.of();
    if (template instanceof Node.Sequence pair
        && pair.elements().size() == 2
        && pair.elements().get(1) instanceof Node.Mapping values) {
      template = pair.elements().getFirst();
      own = values.entries();
    }
    if (!(template instanceof Node.Scalar text)) {
      return malformed(call);
    }
    TextBuilder result = new TextBuilder(call.location());
    Matcher matcher = PLACEHOLDER.matcher(text.text());
    int end = 0;
    while (matcher.find()) {
      result.add(text.text().substring(end, matcher.start()));
      end = matcher.end();
      String name = matcher.group(2).strip();
      Node given = own.get(name);
      if (!matcher.group(1).isEmpty()) {
        result.add(placeholder(matcher.group(2)));
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

  private Node join(Call call) {
    List<Node> arguments = arguments(call);
    Node list = arguments.size() == 2 ? evaluate(arguments.get(1)) : null;
    if (list instanceof Node.Unknown) {
      return list;
    }
    if (!(list instanceof Node.Sequence parts)
        || !(arguments.getFirst() instanceof Node.Scalar delimiter)) {
      return malformed(call);
    }
    TextBuilder result = new TextBuilder(call.location());
    for (int i = 0; i < parts.elements().size(); i++) {
      if (i > 0) {
        result.add(delimiter.text());
      }
      result.add(parts.elements().get(i));
    }
    return result.toNode();
  }

  private Node select(Call call) {
    List<Node> arguments = arguments(call);
    Node index = arguments.size() == 2 ? evaluate(arguments.getFirst()) : null;
    Node list = arguments.size() == 2 ? evaluate(arguments.get(1)) : null;
    if (list instanceof Node.Unknown) {
      return list;
    }
    boolean isIndex = index instanceof Node.Scalar it && it.text().matches("[0-9]{1,4}");
    if (!isIndex || !(list instanceof Node.Sequence elements)) {
      return malformed(call);
    }
    int position = Integer.parseInt(((Node.Scalar) index).text());
    return position < elements.elements().size()
        ? relocated(elements.elements().get(position), call.location())
        : malformed(call);
  }

  private Node split(Call call) {
    List<Node> arguments = arguments(call);
    Node text = arguments.size() == 2 ? evaluate(arguments.get(1)) : null;
    if (text instanceof Node.Unknown) {
      return text;
    }
    return text instanceof Node.Scalar scalar
            && arguments.getFirst() instanceof Node.Scalar delimiter
            && !delimiter.text().isEmpty()
        ? TemplateParameters.list(scalar.text(), Pattern.quote(delimiter.text()), call.location())
        : malformed(call);
  }

  private Node findInMap(Call call) {
    List<Node> arguments = arguments(call);
    if (arguments.size() < 3) {
      return malformed(call);
    }
    List<String> path = new ArrayList<>();
    for (Node argument : arguments.subList(0, 3)) {
      switch (evaluate(argument)) {
        case Node.Scalar scalar -> path.add(scalar.text());
        case Node.Unknown unknown -> {
          return unknown;
        }
        case null, default -> {
          return malformed(call);
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
            placeholder(String.join(".", path)),
            "is not in Mappings: " + Quoted.plain(String.join(" / ", path)))
        : relocated(found, call.location());
  }

  private @Nullable Node conditional(Call call) {
    List<Node> arguments = arguments(call);
    if (arguments.size() != 3 || !(arguments.getFirst() instanceof Node.Scalar name)) {
      return malformed(call);
    }
    Node result = namedCondition(name.text(), call.location());
    return switch (result) {
      case Node.Scalar scalar -> evaluate(arguments.get(isTrue(scalar) ? 1 : 2));
      case Node.Unknown unknown -> unknown;
      default -> malformed(call);
    };
  }

  /**
   * Whether a condition of the template holds.
   *
   * @return a boolean scalar, or unknown
   */
  Node namedCondition(String name, Location place) {
    Node expression = conditions == null ? null : conditions.entries().get(name);
    if (expression == null) {
      return new Node.Unknown(
          place, name, "names the condition " + Quoted.of(name) + ", which is not in Conditions");
    }
    Node known = conditionResults.get(name);
    if (known != null) {
      return relocated(known, place);
    }
    if (!openConditions.add(name)) {
      return new Node.Unknown(
          place, name, "depends on the condition " + Quoted.of(name) + ", which depends on itself");
    }
    Node result = condition(expression);
    openConditions.remove(name);
    conditionResults.put(name, result);
    return relocated(result, place);
  }

  private Node condition(Node expression) {
    if (expression instanceof Node.Mapping mapping
        && mapping.entries().size() == 1
        && mapping.entries().get(CONDITION) instanceof Node.Scalar name) {
      return namedCondition(name.text(), name.location());
    }
    Call call = call(expression);
    return call == null
        ? new Node.Unknown(expression.location(), "", "is no condition")
        : condition(call);
  }

  private Node condition(Call call) {
    return switch (call.function()) {
      case CONDITION ->
          call.argument() instanceof Node.Scalar name
              ? namedCondition(name.text(), call.location())
              : malformed(call);
      case "Fn::Equals" -> equal(call);
      case "Fn::Not" -> {
        List<Node> arguments = arguments(call);
        Node inner = arguments.size() == 1 ? condition(arguments.getFirst()) : malformed(call);
        yield inner instanceof Node.Scalar it ? bool(call.location(), !isTrue(it)) : inner;
      }
      case "Fn::And" -> junction(call, false);
      case "Fn::Or" -> junction(call, true);
      default -> unknown(call.location(), call.function());
    };
  }

  private Node equal(Call call) {
    List<Node> arguments = arguments(call);
    if (arguments.size() != 2) {
      return malformed(call);
    }
    Node left = evaluate(arguments.getFirst());
    Node right = evaluate(arguments.get(1));
    if (left instanceof Node.Unknown) {
      return left;
    }
    if (right instanceof Node.Unknown) {
      return right;
    }
    return left instanceof Node.Scalar a && right instanceof Node.Scalar b
        ? bool(call.location(), a.text().equals(b.text()))
        : malformed(call);
  }

  /** And, or: one deciding part is enough, whatever the others are. */
  private Node junction(Call call, boolean deciding) {
    Node open = null;
    for (Node argument : arguments(call)) {
      Node part = condition(argument);
      if (part instanceof Node.Scalar scalar && isTrue(scalar) == deciding) {
        return bool(call.location(), deciding);
      }
      open = part instanceof Node.Unknown ? part : open;
    }
    return open == null ? bool(call.location(), !deciding) : open;
  }

  private static Node attribute(Call call) {
    return switch (call.argument()) {
      case Node.Scalar path -> unknownAttribute(call.location(), path.text());
      case Node.Sequence path
          when path.elements().stream().allMatch(Node.Scalar.class::isInstance) ->
          unknownAttribute(
              call.location(),
              String.join(
                  ".", path.elements().stream().map(part -> ((Node.Scalar) part).text()).toList()));
      default -> malformed(call);
    };
  }

  private static Node unknownAttribute(Location place, String path) {
    return new Node.Unknown(
        place,
        placeholder(path),
        "is the attribute " + Quoted.of(path) + ", known only once its resource exists");
  }

  private static List<Node> arguments(Call call) {
    return call.argument() instanceof Node.Sequence list ? list.elements() : List.of();
  }

  private static Node bool(Location place, boolean value) {
    return new Node.Scalar(place, Boolean.toString(value), Kind.BOOLEAN);
  }

  private static boolean isTrue(Node.Scalar scalar) {
    return Boolean.parseBoolean(scalar.text());
  }

  private static Node malformed(Call call) {
    return new Node.Unknown(
        call.location(),
        placeholder(call.function()),
        "has arguments that " + call.function() + " does not take");
  }

  private static Node unknown(Location place, String function) {
    return new Node.Unknown(
        place,
        placeholder(function),
        "calls "
            + Quoted.plain(function)
            + ", which cannot be evaluated from the template; put the value in its place");
  }

  static String placeholder(String name) {
    return "${" + name + "}";
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

  /** Text out of parts, some of which may not be known. */
  private static final class TextBuilder {

    private final Location place;
    private final StringBuilder text = new StringBuilder();
    private @Nullable String reason;

    TextBuilder(Location place) {
      this.place = place;
    }

    void add(String part) {
      int room = MAX_TEXT_LENGTH - text.length();
      if (part.length() > room) {
        reason = "is longer than " + MAX_TEXT_LENGTH + " characters";
      }
      text.append(part, 0, Math.min(part.length(), Math.max(room, 0)));
    }

    void add(@Nullable Node part) {
      switch (part) {
        case Node.Scalar scalar -> add(scalar.text());
        case Node.Unknown unknown -> {
          reason = reason == null ? unknown.reason() : reason;
          add(unknown.text());
        }
        case null -> {}
        case Node.Mapping other -> reason = NOT_TEXT;
        case Node.Sequence other -> reason = NOT_TEXT;
        case Node.Tagged other -> reason = NOT_TEXT;
      }
    }

    Node toNode() {
      return reason == null
          ? new Node.Scalar(place, text.toString(), Kind.STRING)
          : new Node.Unknown(place, text.toString(), reason);
    }

    private static final String NOT_TEXT = "joins a value that is no text";
  }
}
