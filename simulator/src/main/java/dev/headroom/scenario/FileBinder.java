package dev.headroom.scenario;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Scalars;
import dev.headroom.document.Suggestion;
import dev.headroom.scenario.ScalarFormat.Range;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills the records of {@link ScenarioFile} from nodes. Whatever does not fit is noted as a problem
 * and left null, so that one pass finds everything.
 */
final class FileBinder {

  private final Problems problems;

  FileBinder(Problems problems) {
    this.problems = problems;
  }

  /** The record that a node stands for, or null after noting why it stands for none. */
  <R extends Record> @Nullable R bind(Class<R> type, Node node) {
    Form form = type.getAnnotation(Form.class);
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    if (form != null && form.isTuple()) {
      if (!bindTuple(components, node, values)) {
        return null;
      }
    } else if (form != null && !form.shorthand().isEmpty() && isValue(node)) {
      int index = indexOf(components, form.shorthand());
      values[index] = bindComponent(components[index], node);
    } else if (node instanceof Node.Mapping mapping) {
      bindMapping(components, form, mapping, values);
    } else {
      problems.add(node.location(), "must be " + expected(components, form) + not(node));
      return null;
    }
    return construct(type, components, values);
  }

  private boolean bindTuple(RecordComponent[] components, Node node, @Nullable Object[] values) {
    if (!(node instanceof Node.Sequence sequence)
        || sequence.elements().size() != components.length) {
      List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
      List<String> examples = Arrays.stream(components).map(c -> keyOf(c).example()).toList();
      problems.add(node.location(), "must be a list " + names + " such as " + examples + not(node));
      return false;
    }
    for (int i = 0; i < components.length; i++) {
      values[i] = bindComponent(components[i], sequence.elements().get(i));
    }
    return true;
  }

  private void bindMapping(
      RecordComponent[] components,
      @Nullable Form form,
      Node.Mapping mapping,
      @Nullable Object[] values) {
    List<String> keys = keysOf(components, form);
    List<String> notYet = form == null ? List.of() : List.of(form.notYet());
    mapping
        .entries()
        .forEach(
            (key, value) -> {
              if (keys.contains(key)) {
                if (!isNull(value)) {
                  int index = indexOf(components, key);
                  values[index] = bindComponent(components[index], value);
                }
              } else if (notYet.contains(key)) {
                problems.add(value.location(), "is not supported yet");
              } else {
                problems.add(
                    value.location(), "is not a known key" + Suggestion.forWord(key, keys));
              }
            });
    checkPresence(components, form, mapping);
  }

  private void checkPresence(
      RecordComponent[] components, @Nullable Form form, Node.Mapping mapping) {
    MappingReader reader = new MappingReader(mapping, problems);
    for (RecordComponent component : components) {
      Key key = keyOf(component);
      if (key.required() && !reader.has(component.getName())) {
        reader.problem(component.getName(), "is missing, such as " + exampleOf(component));
      }
    }
    List<String> choices = form == null ? List.of() : choices(form);
    List<String> present = choices.stream().filter(reader::has).toList();
    if (!choices.isEmpty() && present.isEmpty()) {
      problems.add(mapping.location(), "needs one of " + String.join(", ", choices));
    }
    for (String surplus : present.subList(Math.min(1, present.size()), present.size())) {
      reader.problem(
          surplus, "cannot stand beside " + present.getFirst() + "; only one of them can be given");
    }
  }

  private static String exampleOf(RecordComponent component) {
    String example = keyOf(component).example();
    return example.isEmpty() ? "a list of flows" : component.getName() + ": " + example;
  }

  private @Nullable Object bindComponent(RecordComponent component, Node node) {
    return bindValue(component.getGenericType(), keyOf(component), node);
  }

  private @Nullable Object bindValue(Type type, Key key, Node node) {
    if (type instanceof ParameterizedType generic) {
      return bindGeneric(generic, key, node);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Node.class) {
      return node;
    }
    if (plain == IndexNode.class) {
      return bindIndex(node);
    }
    if (plain.isRecord() && ScalarFormat.of(plain) == null) {
      return bind(plain.asSubclass(Record.class), node);
    }
    if (isNotYet(key, node)) {
      problems.add(node.location(), "is not supported yet: " + Scalars.describe(node));
      return null;
    }
    return plain.isEnum() ? bindWord(plain, node) : bindScalar(plain, key, node);
  }

  private @Nullable IndexNode bindIndex(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return new IndexNode(mapping);
    }
    problems.add(node.location(), "must be a mapping with name and partitionKey" + not(node));
    return null;
  }

  private @Nullable Object bindGeneric(ParameterizedType type, Key key, Node node) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Given.class) {
      Object value = bindValue(arguments[0], key, node);
      return value == null ? null : new Given<>(value, node.location());
    }
    if (type.getRawType() == List.class) {
      return bindList(arguments[0], key, node);
    }
    return bindMap((Class<?>) arguments[0], arguments[1], key, node);
  }

  private @Nullable Object bindList(Type element, Key key, Node node) {
    if (!(node instanceof Node.Sequence sequence)) {
      problems.add(node.location(), "must be a list" + not(node));
      return null;
    }
    if (key.isFilled() && sequence.elements().isEmpty()) {
      problems.add(node.location(), "must not be empty");
    }
    List<Object> values = new ArrayList<>();
    for (Node child : sequence.elements()) {
      Object value = bindValue(element, key, child);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private @Nullable Object bindMap(Class<?> keyType, Type element, Key key, Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      problems.add(node.location(), "must be a mapping such as " + key.example() + not(node));
      return null;
    }
    if (key.isFilled() && mapping.entries().isEmpty()) {
      problems.add(node.location(), "must not be empty");
    }
    Map<Object, Object> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (name, child) -> {
              Object mapKey = keyType == String.class ? name : bindMapKey(keyType, name, child);
              Object value = bindValue(element, key, child);
              if (mapKey == null || value == null) {
                return;
              }
              if (values.putIfAbsent(mapKey, value) != null) {
                problems.add(child.location(), "says the same as an earlier key");
              }
            });
    return values;
  }

  private @Nullable Object bindMapKey(Class<?> type, String name, Node child) {
    Node node = new Node.Scalar(child.location(), name, Node.Scalar.Kind.STRING);
    return bindScalar(type, "1B", "400KB", node);
  }

  private @Nullable Object bindScalar(Class<?> type, Key key, Node node) {
    return bindScalar(type, key.min(), key.max(), node);
  }

  private @Nullable Object bindScalar(Class<?> type, String min, String max, Node node) {
    ScalarFormat<?> format = ScalarFormat.of(type);
    if (format == null) {
      throw new IllegalStateException("no notation for " + type);
    }
    try {
      return format.parse(node, new Range(min, max));
    } catch (IllegalArgumentException e) {
      problems.add(node.location(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable Object bindWord(Class<?> type, Node node) {
    List<String> words = Words.ofType(type);
    int index = node instanceof Node.Scalar scalar ? words.indexOf(scalar.text()) : -1;
    if (index >= 0) {
      return type.getEnumConstants()[index];
    }
    String expected = words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words);
    problems.add(node.location(), "must be " + expected + not(node));
    return null;
  }

  private static boolean isNotYet(Key key, Node node) {
    return !key.notYet().isEmpty()
        && node instanceof Node.Scalar scalar
        && scalar.text().matches(key.notYet());
  }

  /** The keys of a record's mapping: its components without the shorthand. */
  static List<String> keysOf(RecordComponent[] components, @Nullable Form form) {
    return Arrays.stream(components)
        .map(RecordComponent::getName)
        .filter(name -> form == null || !name.equals(form.shorthand()))
        .toList();
  }

  /** The keys of which a mapping must have exactly one. */
  static List<String> choices(Form form) {
    return Arrays.stream(form.exactlyOneOf())
        .filter(name -> !name.equals(form.shorthand()))
        .toList();
  }

  /** The description of a component. */
  static Key keyOf(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    if (key == null) {
      throw new IllegalStateException("undescribed key: " + component);
    }
    return key;
  }

  private static String expected(RecordComponent[] components, @Nullable Form form) {
    if (form == null || form.exactlyOneOf().length == 0) {
      return "a mapping";
    }
    if (form.shorthand().isEmpty()) {
      return "a mapping";
    }
    return keyOf(components[indexOf(components, form.shorthand())]).example()
        + " or the like, or a mapping with one of "
        + String.join(", ", choices(form));
  }

  private static String not(Node node) {
    return ", not " + Scalars.describe(node);
  }

  private static boolean isValue(Node node) {
    return node instanceof Node.Scalar && !isNull(node);
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.NULL;
  }

  private static int indexOf(RecordComponent[] components, String name) {
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("no component " + name);
  }

  private static <R extends Record> R construct(
      Class<R> type, RecordComponent[] components, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot fill " + type, e);
    }
  }
}
