package dev.headroom.source;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.KeyPath;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.hcl.HclBody;
import dev.headroom.hcl.HclBody.Attribute;
import dev.headroom.hcl.HclBody.Block;
import dev.headroom.hcl.HclExpression;
import dev.headroom.hcl.HclParser;
import dev.headroom.hcl.HclReferences;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration files of one folder, which Terraform takes together: variables with their
 * defaults, locals and resources. They become the resources of a plan, so that {@link
 * TerraformFormat} gives both notations one meaning.
 *
 * <p>A value that only Terraform can know is {@link Node.Unknown}: a problem where it is needed.
 * Not thread-safe.
 */
final class TerraformModule {

  /** The types of blocks of a file and the numbers of their labels. */
  static final Map<String, Integer> LABEL_COUNTS =
      Map.of(
          "resource",
          2,
          "data",
          2,
          "variable",
          1,
          "locals",
          0,
          "module",
          1,
          "output",
          1,
          "provider",
          1,
          "terraform",
          0);

  /** Arguments of every resource, which are Terraform's own. */
  private static final Set<String> META_ARGUMENTS =
      Set.of("count", "for_each", "depends_on", "provider");

  private static final Set<String> META_BLOCKS = Set.of("provisioner", "connection", "lifecycle");

  private static final String DYNAMIC = "dynamic";
  private static final int MAX_INSTANCES = 10_000;
  private static final String GIVE_A_PLAN = "; give the plan instead: terraform show -json";

  private final Location place;
  private final List<Block> resources = new ArrayList<>();
  private final Map<String, Block> variables = new LinkedHashMap<>();
  private final Map<String, Attribute> locals = new LinkedHashMap<>();
  private final Map<String, Attribute> given = new LinkedHashMap<>();
  private final Set<String> modules = new LinkedHashSet<>();
  private final Set<String> usedOtherwise = new LinkedHashSet<>();

  private final Map<String, Node> computed = new HashMap<>();
  private final Set<String> inProgress = new HashSet<>();

  /** A module without files. */
  TerraformModule(Location place) {
    this.place = place;
  }

  /** Where it stands, for problems with it as a whole. */
  Location place() {
    return place;
  }

  /** Adds a file. */
  void add(HclBody file) {
    resources.addAll(file.blocks("resource"));
    file.blocks("variable").forEach(block -> variables.put(label(block), block));
    file.blocks("locals").forEach(block -> locals.putAll(block.body().attributes()));
    file.blocks("module").forEach(block -> modules.add(label(block)));
    file.blocks().forEach(this::collectUses);
  }

  /** Collects what is referred to by anything that does not become part of a table. */
  private void collectUses(Block block) {
    boolean isResource = block.type().equals("resource") && block.labels().size() == 2;
    if (isResource && TerraformFormat.isKnown(block.labels().getFirst())) {
      block.body().attributes().values().stream()
          .filter(attribute -> isTags(attribute.name()))
          .forEach(attribute -> usedOtherwise.addAll(HclReferences.of(attribute.value())));
    } else if (!block.type().equals("locals") && !block.type().equals("variable")) {
      usedOtherwise.addAll(HclReferences.of(block.body()));
    }
  }

  private static boolean isTags(String attribute) {
    return attribute.startsWith("tags");
  }

  /**
   * The values of variables and locals on which other things than tables depend, by their names,
   * such as {@code var.units}.
   */
  Map<String, HclExpression> sharedValues() {
    Map<String, HclExpression> shared = new LinkedHashMap<>();
    Deque<String> names = new ArrayDeque<>(usedOtherwise);
    while (!names.isEmpty()) {
      String name = names.removeFirst();
      HclExpression value = shared.containsKey(name) ? null : definition(name);
      if (value != null) {
        shared.put(name, value);
        names.addAll(HclReferences.of(value));
      }
    }
    return shared;
  }

  /** What a variable or local is set to; null for other names, and for a variable without value. */
  private @Nullable HclExpression definition(String name) {
    String word = name.substring(name.indexOf('.') + 1);
    if (name.startsWith("local.")) {
      return valueOf(locals.get(word));
    }
    if (!name.startsWith("var.")) {
      return null;
    }
    Block variable = variables.get(word);
    Attribute file = given.get(word);
    return file != null || variable == null
        ? valueOf(file)
        : valueOf(variable.body().attributes().get("default"));
  }

  private static @Nullable HclExpression valueOf(@Nullable Attribute attribute) {
    return attribute == null ? null : attribute.value();
  }

  /** Adds a file of values for variables; later ones win. */
  void addValues(HclBody file) {
    given.putAll(file.attributes());
  }

  private static String label(Block block) {
    return block.labels().isEmpty() ? "" : block.labels().getLast();
  }

  /** Reads the tables of the module, and what scales tables. */
  void read(TableReading reading) {
    if (!modules.isEmpty()) {
      reading.remark(
          "the modules "
              + Texts.listed(modules.stream().map(Quoted::plain).toList())
              + " were not followed; name their folders too, or give the plan: terraform show"
              + " -json");
    }
    variables.keySet().forEach(reading::variable);
    Evaluation evaluation = new Evaluation(reading);
    List<Node> planned = new ArrayList<>();
    for (Block resource : resources) {
      if (resource.labels().size() == 2 && TerraformFormat.isKnown(resource.labels().getFirst())) {
        planned.addAll(evaluation.instances(resource));
      }
    }
    Node.Mapping root = mapping(Map.of("resources", new Node.Sequence(place, planned)));
    new TerraformFormat()
        .read(
            mapping(
                Map.of(
                    "format_version",
                    HclEvaluator.text(place, ""),
                    "planned_values",
                    mapping(Map.of("root_module", root)))),
            reading);
  }

  /** The resource of an address without index; empty if it is not in these files. */
  private Optional<Block> resource(String address) {
    return resources.stream()
        .filter(block -> String.join(".", block.labels()).equals(address))
        .findFirst();
  }

  private Node.Mapping mapping(Map<String, Node> entries) {
    return new Node.Mapping(place, entries);
  }

  /** One evaluation of the module with the user's values. */
  private final class Evaluation implements HclEvaluator.Names {

    private final TableReading reading;
    private final HclEvaluator root = new HclEvaluator(this, Map.of());

    Evaluation(TableReading reading) {
      this.reading = reading;
    }

    @Override
    public Node resolve(Location location, String first, String name) {
      String path = first + "." + name;
      return switch (first) {
        case "var" -> once(location, path, () -> variable(location, name));
        case "local" -> {
          Attribute local = locals.get(name);
          yield local == null
              ? HclEvaluator.unknown(location, path, "names no local value of these files: " + path)
              : once(location, path, () -> root.evaluate(local.value()));
        }
        case "terraform" -> {
          String workspace = reading.variable(path);
          yield workspace != null
              ? HclEvaluator.text(location, workspace)
              : HclEvaluator.unknown(
                  location, path, "depends on " + path + "; give it: --var " + path + "=…");
        }
        case "module" ->
            HclEvaluator.unknown(location, path, "comes from the module " + name + GIVE_A_PLAN);
        case "data" ->
            HclEvaluator.unknown(location, path, "is read when the plan is made" + GIVE_A_PLAN);
        case "path" -> HclEvaluator.unknown(location, path, "is a path of Terraform's");
        default -> resource(location, first, name);
      };
    }

    private Node once(Location location, String path, Supplier<Node> value) {
      Node known = computed.get(path);
      if (known != null) {
        return known;
      }
      if (!inProgress.add(path)) {
        return HclEvaluator.unknown(location, path, "refers to itself: " + path);
      }
      Node node = value.get();
      inProgress.remove(path);
      computed.put(path, node);
      return node;
    }

    private Node variable(Location location, String name) {
      Block block = variables.get(name);
      if (block == null) {
        return HclEvaluator.unknown(
            location,
            "var." + name,
            "names the variable " + name + ", which these files do not declare; name its file too");
      }
      String value = reading.variable(name);
      if (value != null) {
        return typed(block, value);
      }
      Attribute file = given.get(name);
      if (file != null) {
        return root.evaluate(file.value());
      }
      Attribute fallback = block.body().attributes().get("default");
      return fallback != null
          ? root.evaluate(fallback.value())
          : HclEvaluator.unknown(
              location,
              "var." + name,
              "needs the variable "
                  + name
                  + ", which has no default; give it: --var "
                  + name
                  + "=…");
    }

    /** A value of the command line: text, unless the variable is a list or map. */
    private Node typed(Block variable, String value) {
      boolean isStructure = value.startsWith("[") || value.startsWith("{");
      if (!isStructure) {
        return HclEvaluator.text(variable.location(), value);
      }
      try {
        return root.evaluate(HclParser.parseExpression(Location.ofFile(Variables.OPTION), value));
      } catch (InvalidInputException e) {
        return HclEvaluator.unknown(
            variable.location(), "var." + label(variable), String.valueOf(e.getMessage()));
      }
    }

    /** A resource as a value: what its own arguments say, and the name for its id. */
    private Node resource(Location location, String type, String name) {
      String path = type + "." + name;
      Block block = TerraformModule.this.resource(path).orElse(null);
      if (block == null) {
        return HclEvaluator.unknown(
            location, path, "refers to " + path + ", which is not in these files");
      }
      return once(location, path, () -> attributesOf(block));
    }

    private Node attributesOf(Block block) {
      Attribute each = block.body().attributes().get("for_each");
      Attribute count = block.body().attributes().get("count");
      if (each == null && count == null) {
        return attributes(block, root);
      }
      List<Instance> instances = expand(block, new Problems());
      if (instances == null) {
        Attribute of = each == null ? count : each;
        Node value = of == null ? null : root.evaluate(of.value());
        return value instanceof Node.Unknown
            ? value
            : HclEvaluator.unknown(block.location(), label(block), "is not known before apply");
      }
      if (count != null) {
        return new Node.Sequence(
            block.location(), instances.stream().map(i -> attributes(block, i.evaluator)).toList());
      }
      Map<String, Node> byKey = new LinkedHashMap<>();
      instances.forEach(i -> byKey.put(i.key, attributes(block, i.evaluator)));
      return new Node.Mapping(block.location(), byKey);
    }

    private Node attributes(Block block, HclEvaluator evaluator) {
      Map<String, Node> values = new LinkedHashMap<>();
      block
          .body()
          .attributes()
          .forEach((name, attribute) -> values.put(name, evaluator.evaluate(attribute.value())));
      Node name = values.get(block.labels().getFirst().contains("appautoscaling") ? "" : "name");
      if (name != null) {
        values.putIfAbsent("id", name);
      }
      return new Node.Mapping(block.location(), values);
    }

    /** The instances of a resource as a plan has them. */
    List<Node> instances(Block block) {
      String address = String.join(".", block.labels());
      Problems problems = new Problems();
      List<Instance> instances = expand(block, problems);
      if (instances == null) {
        reportUnknown(block, address, problems.list());
        return List.of();
      }
      return instances.stream()
          .map(instance -> planned(block, address + instance.suffix, instance.evaluator))
          .toList();
    }

    /** An alarm stops nothing, and what watches or scales other services is of no interest. */
    private void reportUnknown(Block block, String address, List<Problem> found) {
      if (block.labels().getFirst().equals(TerraformFormat.ALARM)) {
        if (!watchesAnotherService(block)) {
          reading.alarms().addUnreadable(address, found.getFirst().toString());
        }
        reading.aboutOtherTables();
      } else if (scalesAnotherService(block)) {
        reading.aboutOtherTables();
      } else {
        found.forEach(problem -> reading.problems().add(problem.location(), problem.message()));
      }
    }

    private boolean watchesAnotherService(Block alarm) {
      Attribute namespace = alarm.body().attributes().get("namespace");
      return namespace != null
          && root.evaluate(namespace.value()) instanceof Node.Scalar metrics
          && !metrics.text().equals(AlarmReader.NAMESPACE);
    }

    /** Whether a resource names another service's namespace, or the target that it refers to. */
    private boolean scalesAnotherService(Block block) {
      Attribute namespace = block.body().attributes().get("service_namespace");
      return namespace != null
          && (isAnotherService(namespace)
              || HclReferences.of(namespace.value()).stream()
                  .flatMap(name -> TerraformModule.this.resource(name).stream())
                  .map(target -> target.body().attributes().get("service_namespace"))
                  .anyMatch(of -> of != null && isAnotherService(of)));
    }

    private boolean isAnotherService(Attribute namespace) {
      return root.evaluate(namespace.value()) instanceof Node.Scalar service
          && !ScalableDimension.isDynamoDb(service.text());
    }

    private Node planned(Block block, String address, HclEvaluator evaluator) {
      Location location = new Location(block.location().file(), block.location().line(), address);
      Map<String, Node> values = values(block.body(), evaluator, location);
      block.body().blocks("lifecycle").forEach(it -> values.put("lifecycle", lifecycle(it)));
      Map<String, Node> entries = new LinkedHashMap<>();
      entries.put("address", HclEvaluator.text(location, address));
      entries.put("type", HclEvaluator.text(location, block.labels().getFirst()));
      entries.put("values", new Node.Mapping(location, values));
      return new Node.Mapping(location, entries);
    }

    private Map<String, Node> values(HclBody body, HclEvaluator evaluator, Location location) {
      Map<String, Node> values = new LinkedHashMap<>();
      for (Attribute attribute : body.attributes().values()) {
        if (META_ARGUMENTS.contains(attribute.name())) {
          continue;
        }
        Location own = within(location, attribute.location(), attribute.name());
        Node value = moved(evaluator.evaluate(attribute.value()), own);
        boolean isBlock = value instanceof Node.Mapping && !isTags(attribute.name());
        values.put(attribute.name(), isBlock ? new Node.Sequence(own, List.of(value)) : value);
      }
      Map<String, List<Node>> blocks = new LinkedHashMap<>();
      for (Block block : body.blocks()) {
        if (block.type().equals(DYNAMIC)) {
          addDynamic(block, evaluator, location, values, blocks);
        } else if (!META_BLOCKS.contains(block.type())) {
          addBlock(block.type(), block.body(), evaluator, block.location(), location, blocks);
        }
      }
      blocks.forEach(
          (type, elements) ->
              values.put(type, new Node.Sequence(elements.getFirst().location(), elements)));
      return values;
    }

    private void addBlock(
        String type,
        HclBody body,
        HclEvaluator evaluator,
        Location place,
        Location parent,
        Map<String, List<Node>> blocks) {
      List<Node> earlier = blocks.computeIfAbsent(type, key -> new ArrayList<>());
      Location own =
          new Location(
              place.file(),
              place.line(),
              KeyPath.element(KeyPath.child(parent.key(), type), earlier.size()));
      earlier.add(new Node.Mapping(own, values(body, evaluator, own)));
    }

    /** {@code dynamic "type" { for_each = … content { … } }}. */
    private void addDynamic(
        Block block,
        HclEvaluator evaluator,
        Location location,
        Map<String, Node> values,
        Map<String, List<Node>> blocks) {
      String type = label(block);
      Attribute each = block.body().attributes().get("for_each");
      List<Block> content = block.body().blocks("content");
      if (each == null || content.isEmpty()) {
        return;
      }
      Node source = evaluator.evaluate(each.value());
      List<Map.Entry<Node, Node>> items = HclEvaluator.items(source);
      if (items == null) {
        values.put(type, moved(unknownLoop(source, each), within(location, each.location(), type)));
        return;
      }
      Attribute named = block.body().attributes().get("iterator");
      String iterator =
          named != null && named.value() instanceof HclExpression.Name name ? name.name() : type;
      for (Map.Entry<Node, Node> item : items) {
        HclEvaluator inner = evaluator.with(iterator, pair(block.location(), item));
        HclBody body = content.getFirst().body();
        addBlock(type, body, inner, block.location(), location, blocks);
      }
    }

    private static Node unknownLoop(Node source, Attribute attribute) {
      return source instanceof Node.Unknown
          ? source
          : HclEvaluator.unknown(attribute.location(), "?", "must be a list or a map");
    }

    /** The instances by count or for_each; null after noting that they are not known. */
    private @Nullable List<Instance> expand(Block block, Problems problems) {
      Attribute count = block.body().attributes().get("count");
      Attribute each = block.body().attributes().get("for_each");
      if (count != null) {
        Node node = root.evaluate(count.value());
        BigDecimal number = HclEvaluator.number(node);
        if (number == null || number.intValue() < 0 || number.intValue() > MAX_INSTANCES) {
          report(problems, block, count, node, "must be a number from 0 to " + MAX_INSTANCES);
          return null;
        }
        return IntStream.range(0, number.intValue())
            .mapToObj(i -> counted(block.location(), i))
            .toList();
      }
      if (each == null) {
        return List.of(new Instance("", "", root));
      }
      Node source = root.evaluate(each.value());
      List<Map.Entry<Node, Node>> items = HclEvaluator.items(source);
      if (items == null) {
        report(problems, block, each, source, "must be a map or a set");
        return null;
      }
      List<Instance> instances = new ArrayList<>();
      for (Map.Entry<Node, Node> item : items) {
        Node key = source instanceof Node.Mapping ? item.getKey() : item.getValue();
        if (!(key instanceof Node.Scalar scalar)) {
          report(problems, block, each, key, "must have keys that are texts");
          return null;
        }
        Node pair = pair(block.location(), Map.entry(key, item.getValue()));
        instances.add(
            new Instance(scalar.text(), "[\"" + scalar.text() + "\"]", root.with("each", pair)));
      }
      return instances;
    }

    private Instance counted(Location location, int index) {
      Node number = HclEvaluator.number(location, BigDecimal.valueOf(index));
      Node count = new Node.Mapping(location, Map.of("index", number));
      String text = String.valueOf(index);
      return new Instance(text, "[" + text + "]", root.with("count", count));
    }

    private static Node pair(Location location, Map.Entry<Node, Node> item) {
      return new Node.Mapping(location, Map.of("key", item.getKey(), "value", item.getValue()));
    }

    private static void report(
        Problems problems, Block block, Attribute attribute, Node value, String otherwise) {
      String address = String.join(".", block.labels());
      problems.add(
          new Location(
              attribute.location().file(),
              attribute.location().line(),
              KeyPath.child(address, attribute.name())),
          value instanceof Node.Unknown unknown ? unknown.reason() : otherwise);
    }
  }

  /** The names under ignore_changes, which are words and not values. */
  private static Node lifecycle(Block block) {
    List<Node> ignored = new ArrayList<>();
    Attribute attribute = block.body().attributes().get("ignore_changes");
    if (attribute != null && attribute.value() instanceof HclExpression.ListOf list) {
      list.elements().forEach(element -> ignored.add(word(element)));
    } else if (attribute != null) {
      ignored.add(word(attribute.value()));
    }
    Node names = new Node.Sequence(block.location(), ignored);
    return new Node.Sequence(
        block.location(),
        List.of(new Node.Mapping(block.location(), Map.of("ignore_changes", names))));
  }

  private static Node word(HclExpression expression) {
    return switch (expression) {
      case HclExpression.Name name -> HclEvaluator.text(name.location(), name.name());
      case HclExpression.Member member -> word(member.source());
      case HclExpression.Index index -> word(index.source());
      case HclExpression.Literal literal -> literal.value();
      case HclExpression other -> HclEvaluator.text(other.location(), "");
    };
  }

  private static Location within(Location parent, Location place, String name) {
    return new Location(place.file(), place.line(), KeyPath.child(parent.key(), name));
  }

  /** A value at the place where it is used rather than where it was written. */
  private static Node moved(Node node, Location place) {
    return switch (node) {
      case Node.Scalar scalar -> new Node.Scalar(place, scalar.text(), scalar.kind());
      case Node.Unknown unknown -> new Node.Unknown(place, unknown.text(), unknown.reason());
      case Node.Tagged tagged -> tagged;
      case Node.Sequence list ->
          new Node.Sequence(
              place,
              IntStream.range(0, list.elements().size())
                  .mapToObj(
                      i ->
                          moved(
                              list.elements().get(i),
                              new Location(
                                  place.file(), place.line(), KeyPath.element(place.key(), i))))
                  .toList());
      case Node.Mapping mapping -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach((key, value) -> entries.put(key, moved(value, within(place, place, key))));
        yield new Node.Mapping(place, entries);
      }
    };
  }

  /**
   * One of the resources that a block stands for.
   *
   * @param key its number or key; empty for the only one
   * @param suffix what its address ends with
   */
  private record Instance(String key, String suffix, HclEvaluator evaluator) {}
}
