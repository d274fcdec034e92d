package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code terraform show -json} prints of a plan or a state, OpenTofu's included: {@code
 * aws_dynamodb_table}, {@code aws_dynamodb_global_secondary_index}, {@code
 * aws_appautoscaling_target}, {@code _policy} and {@code _scheduled_action} of the root module and
 * all child modules, with {@code count} and {@code for_each}, as they will be once the plan is
 * applied.
 *
 * <ul>
 *   <li>{@link ProviderTable} says how a table is understood.
 *   <li>What is known only after apply is a problem where it is needed. A table whose name is not
 *       known is called by its address, and scaling that refers to it in the configuration meets it
 *       all the same.
 *   <li>Tables that the plan deletes are not there; a remark names them.
 *   <li>A plan that is read for what was there before has the resources of {@code change.before}.
 * </ul>
 *
 * <p>Source: Terraform documentation, "JSON Output Format".
 */
final class TerraformFormat implements TableFormat {

  private static final String NAME = "terraform";
  private static final String TABLE = "aws_dynamodb_table";
  private static final String INDEX = "aws_dynamodb_global_secondary_index";
  private static final String TARGET = "aws_appautoscaling_target";
  private static final String POLICY = "aws_appautoscaling_policy";
  private static final String SCHEDULED_ACTION = "aws_appautoscaling_scheduled_action";
  static final String ALARM = "aws_cloudwatch_metric_alarm";
  private static final List<String> SCALING = List.of(TARGET, POLICY, SCHEDULED_ACTION);

  private static final String DIMENSIONS = "dimensions";
  private static final String CHANGES = "resource_changes";

  private static final String RESOURCE_ID = "resource_id";
  private static final String DIMENSION = "scalable_dimension";
  private static final Set<String> CAPACITIES = Set.of("read_capacity", "write_capacity");

  /**
   * Values that nothing can stand in for. The provider computes others where they are left out, so
   * that they are not known before either.
   */
  private static final List<String> NEEDED =
      List.of(
          "name",
          "billing_mode",
          "hash_key",
          "read_capacity",
          "write_capacity",
          "global_secondary_index",
          "local_secondary_index",
          RESOURCE_ID,
          DIMENSION,
          "min_capacity",
          "max_capacity",
          "schedule");

  @Override
  public String name() {
    return NAME;
  }

  /** Whether resources of a type have to do with tables. */
  static boolean isKnown(String type) {
    return type.equals(TABLE) || type.equals(INDEX) || type.equals(ALARM) || SCALING.contains(type);
  }

  @Override
  public String description() {
    return "Terraform configuration (.tf, .tf.json), or a plan or state (terraform show -json)";
  }

  @Override
  public Writing writing() {
    return Writing.GENERATED;
  }

  @Override
  public boolean recognises(Node document) {
    return document instanceof Node.Mapping mapping
        && mapping.entries().containsKey("format_version")
        && (mapping.entries().containsKey("planned_values")
            || mapping.entries().containsKey("values"));
  }

  /** Whether a document is a plan that tells what was there before. */
  static boolean isPlan(Node document) {
    return document instanceof Node.Mapping mapping && mapping.entries().containsKey(CHANGES);
  }

  @Override
  public void read(Node document, TableReading reading) {
    if (document instanceof Node.Mapping mapping) {
      new Plan(mapping, reading).read();
    }
  }

  /** One plan or state. Used once. */
  private static final class Plan {

    private final Node.Mapping document;
    private final TableReading reading;
    private final Map<String, Node.Mapping> changes = new HashMap<>();
    private final Map<String, MappingReader> resources = new LinkedHashMap<>();
    private final TerraformReferences references;
    private final ScalingReader scaling;

    Plan(Node.Mapping document, TableReading reading) {
      this.document = document;
      this.reading = reading;
      this.references = new TerraformReferences(document, resources.keySet());
      this.scaling = new ScalingReader(Spelling.SNAKE_CASE, reading);
    }

    void read() {
      if (reading.isBeforePlan()) {
        collectBefore();
      } else {
        readChanges();
        collectPlanned();
      }
      StandaloneIndexes indexes = standaloneIndexes();
      resources.forEach((address, resource) -> readResource(address, resource, indexes));
      indexes.reportUnmatched(reading);
    }

    private void collectPlanned() {
      boolean isPlan = document.entries().containsKey("planned_values");
      MappingReader values =
          new MappingReader(document, reading.problems())
              .optionalMapping(isPlan ? "planned_values" : "values");
      MappingReader root = values == null ? null : values.optionalMapping("root_module");
      if (root != null) {
        collect(root);
      }
    }

    private StandaloneIndexes standaloneIndexes() {
      StandaloneIndexes indexes = new StandaloneIndexes(reading.problems());
      resources.forEach(
          (address, resource) -> {
            if (INDEX.equals(resource.optionalString("type"))) {
              MappingReader values = values(address, resource);
              if (values != null) {
                indexes.add(address, references.of(address, "table_name", TABLE), values);
              }
            }
          });
      return indexes;
    }

    private void readChanges() {
      List<String> deleted = new ArrayList<>();
      MappingReader plan = new MappingReader(document, reading.problems());
      for (MappingReader resource : plan.optionalMappings(CHANGES)) {
        String address = resource.optionalString("address");
        if (address != null && resource.optionalNode("change") instanceof Node.Mapping change) {
          changes.put(address, change);
          if (TABLE.equals(resource.optionalString("type")) && isDeletion(change)) {
            deleted.add(Quoted.plain(address));
          }
        }
      }
      if (!deleted.isEmpty()) {
        reading.remark("the plan deletes " + Texts.listed(deleted));
      }
    }

    /**
     * Collects the managed resources as they are before the plan is applied, without the remains of
     * an earlier replacement, which have the same address.
     */
    private void collectBefore() {
      MappingReader plan = new MappingReader(document, reading.problems());
      for (MappingReader resource : plan.optionalMappings(CHANGES)) {
        String address = resource.string("address");
        Node change = resource.optionalNode("change");
        if (address != null
            && !"data".equals(resource.optionalString("mode"))
            && !resource.has("deposed")
            && change instanceof Node.Mapping mapping
            && mapping.entries().get("before") instanceof Node.Mapping before) {
          Map<String, Node> entries = new LinkedHashMap<>(resource.mapping().entries());
          entries.put("values", before);
          resources.put(
              address,
              new MappingReader(
                  new Node.Mapping(resource.location(), entries), reading.problems()));
        }
      }
    }

    private static boolean isDeletion(Node.Mapping change) {
      return change.entries().get("actions") instanceof Node.Sequence actions
          && actions.elements().size() == 1
          && actions.elements().getFirst() instanceof Node.Scalar action
          && action.text().equals("delete");
    }

    /** Collects the managed resources of a module and of the modules in it. */
    private void collect(MappingReader module) {
      for (MappingReader resource : module.optionalMappings("resources")) {
        String address = resource.string("address");
        if (address != null && !"data".equals(resource.optionalString("mode"))) {
          resources.put(address, resource);
        }
      }
      module.optionalMappings("child_modules").forEach(this::collect);
    }

    private void readResource(String address, MappingReader resource, StandaloneIndexes indexes) {
      String type = resource.optionalString("type");
      if (TABLE.equals(type)) {
        readTable(address, resource, indexes);
      } else if (ALARM.equals(type)) {
        readAlarm(address, resource);
      } else if (SCALING.contains(String.valueOf(type))) {
        MappingReader values = scalingValues(address, resource);
        if (values != null) {
          readScaling(String.valueOf(type), values);
        }
      }
    }

    private void readTable(String address, MappingReader resource, StandaloneIndexes indexes) {
      MappingReader declared = values(address, resource);
      if (declared == null) {
        return;
      }
      MappingReader values = indexes.joinedTo(declared, address);
      List<String> notes = new ArrayList<>();
      if (values.optionalNode("name") instanceof Node.Unknown unknown
          && unknown.text().equals(address)) {
        notes.add("the table's name is known after apply only; called by its address");
      }
      Table table =
          new ProviderTable(values, Spelling.SNAKE_CASE, wasOnDemand(address), notes)
              .read(values.name("name"), NAME, resource.location(), region(values));
      if (table != null) {
        reading.add(table);
      }
    }

    /** A table whose name is known after apply only is left out of the alarm's dimensions. */
    private void readAlarm(String address, MappingReader resource) {
      MappingReader values = values(address, resource);
      if (values == null) {
        return;
      }
      String table = references.of(address, DIMENSIONS, TABLE);
      boolean isOpen =
          changeOf(address).get("after_unknown") instanceof Node.Mapping unknown
              && unknown.entries().containsKey(DIMENSIONS);
      Map<String, Node> entries = new LinkedHashMap<>(values.mapping().entries());
      if (isOpen && table != null) {
        Map<String, Node> dimensions = new LinkedHashMap<>();
        dimensions.put("TableName", nameOf(table, values.location()));
        if (entries.get(DIMENSIONS) instanceof Node.Mapping known) {
          dimensions.putAll(known.entries());
        }
        entries.put(DIMENSIONS, new Node.Mapping(values.location(), dimensions));
      }
      new AlarmReader(Spelling.SNAKE_CASE, reading)
          .read(
              new MappingReader(new Node.Mapping(resource.location(), entries), reading.problems()),
              address);
    }

    /** What a table is called: by its name, or by its address where that is not known. */
    private Node nameOf(String table, Location place) {
      MappingReader resource = resources.get(table);
      MappingReader values = resource == null ? null : resource.optionalMapping("values");
      String name = values == null ? null : text(values.mapping(), "name");
      return new Node.Scalar(place, name == null ? table : name, Node.Scalar.Kind.STRING);
    }

    private static @Nullable String region(MappingReader values) {
      if (values.optionalNode("region") instanceof Node.Scalar region) {
        return region.text();
      }
      return values.optionalNode("arn") instanceof Node.Scalar arn
          ? DescribeTableFormat.regionOf(arn.text())
          : null;
    }

    private Map<String, Node> changeOf(String address) {
      Node.Mapping change = changes.get(address);
      return change == null ? Map.of() : change.entries();
    }

    private boolean wasOnDemand(String address) {
      return changeOf(address).get("before") instanceof Node.Mapping before
          && "PAY_PER_REQUEST".equals(text(before, "billing_mode"));
    }

    private void readScaling(String type, MappingReader values) {
      switch (type) {
        case TARGET -> scaling.readTarget(values);
        case POLICY -> scaling.readPolicy(values);
        default -> scaling.readScheduledAction(values);
      }
    }

    /** The values of what scales, with what it refers to where that has no name yet. */
    private @Nullable MappingReader scalingValues(String address, MappingReader resource) {
      MappingReader values = values(address, resource);
      if (values == null || !(values.optionalNode(RESOURCE_ID) instanceof Node.Unknown unknown)) {
        return values;
      }
      Map<String, Node> entries = new LinkedHashMap<>(values.mapping().entries());
      boolean isTarget = TARGET.equals(resource.optionalString("type"));
      String target = isTarget ? null : references.of(address, RESOURCE_ID, TARGET);
      String table = references.of(address, RESOURCE_ID, TABLE);
      MappingReader targetResource = target == null ? null : resources.get(target);
      MappingReader targetValues =
          target == null || targetResource == null ? null : scalingValues(target, targetResource);
      if (targetValues != null) {
        for (String key : List.of(RESOURCE_ID, DIMENSION, "service_namespace")) {
          Node value = targetValues.optionalNode(key);
          if (value != null) {
            entries.put(key, value);
          }
        }
      } else if (table != null
          && String.valueOf(text(values.mapping(), DIMENSION)).startsWith("dynamodb:table:")) {
        entries.put(
            RESOURCE_ID,
            new Node.Scalar(unknown.location(), "table/" + table, Node.Scalar.Kind.STRING));
      }
      return new MappingReader(new Node.Mapping(values.location(), entries), reading.problems());
    }

    /**
     * A resource's planned values. Those that are known after apply only are left out of them; the
     * ones that are needed are marked.
     */
    private @Nullable MappingReader values(String address, MappingReader resource) {
      MappingReader raw = resource.mapping("values");
      MappingReader values =
          raw == null
              ? null
              : MappingReader.of(withoutEmptyTexts(raw.mapping()), reading.problems());
      if (values == null
          || !(changeOf(address).get("after_unknown") instanceof Node.Mapping unknown)) {
        return values;
      }
      boolean isProvisioned = "PROVISIONED".equals(text(values.mapping(), "billing_mode"));
      Map<String, Node> entries = new LinkedHashMap<>(values.mapping().entries());
      for (String key : NEEDED) {
        boolean isNeeded = isProvisioned || !CAPACITIES.contains(key);
        if (isNeeded && "true".equals(text(unknown, key))) {
          entries.put(key, afterApply(values.location(key), key.equals("name") ? address : ""));
        }
      }
      return new MappingReader(new Node.Mapping(values.location(), entries), reading.problems());
    }

    /** The provider keeps an empty text where nothing is given. */
    private static Node withoutEmptyTexts(Node node) {
      return switch (node) {
        case Node.Mapping mapping -> {
          Map<String, Node> entries = new LinkedHashMap<>();
          mapping
              .entries()
              .forEach(
                  (key, value) -> {
                    if (!(value instanceof Node.Scalar scalar && scalar.text().isEmpty())) {
                      entries.put(key, withoutEmptyTexts(value));
                    }
                  });
          yield new Node.Mapping(mapping.location(), entries);
        }
        case Node.Sequence sequence ->
            new Node.Sequence(
                sequence.location(),
                sequence.elements().stream().map(Plan::withoutEmptyTexts).toList());
        case Node.Scalar scalar -> scalar;
        case Node.Tagged tagged -> tagged;
        case Node.Unknown unknown -> unknown;
      };
    }

    private static Node afterApply(Location place, String text) {
      return new Node.Unknown(
          place,
          text,
          "is known after apply only; give a value that is known when the plan is made");
    }

    private static @Nullable String text(Node.Mapping mapping, String key) {
      return mapping.entries().get(key) instanceof Node.Scalar scalar ? scalar.text() : null;
    }
  }
}
