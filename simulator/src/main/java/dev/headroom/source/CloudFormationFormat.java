package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import dev.headroom.document.Quoted;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CloudFormation templates in YAML and JSON, whoever wrote them: a person, SAM, CDK ({@code cdk
 * synth}) or the Serverless Framework (under {@code resources}, also as a list). Tables, global
 * tables, SAM's simple tables, Application Auto Scaling and alarms are read; {@link
 * IntrinsicFunctions} says which functions are evaluated. Resources whose condition is false do not
 * exist.
 */
final class CloudFormationFormat implements TableFormat {

  static final String NAME = "cloudformation";

  private static final String RESOURCES = "Resources";
  private static final String TABLE = "AWS::DynamoDB::Table";
  private static final String GLOBAL_TABLE = "AWS::DynamoDB::GlobalTable";
  private static final String SIMPLE_TABLE = "AWS::Serverless::SimpleTable";
  private static final String TARGET = "AWS::ApplicationAutoScaling::ScalableTarget";
  private static final String POLICY = "AWS::ApplicationAutoScaling::ScalingPolicy";
  private static final String ALARM = "AWS::CloudWatch::Alarm";
  private static final Set<String> TABLES = Set.of(TABLE, GLOBAL_TABLE, SIMPLE_TABLE);
  private static final Set<String> SCALING = Set.of(TARGET, POLICY);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "a CloudFormation, SAM or CDK template in YAML or JSON (with Resources)";
  }

  @Override
  public boolean recognises(Node document) {
    Node.Mapping template = template(document);
    Node.Mapping resources =
        template == null ? null : IntrinsicFunctions.section(template, RESOURCES);
    return resources != null
        && resources.entries().values().stream().anyMatch(resource -> !type(resource).isEmpty());
  }

  @Override
  public void read(Node document, TableReading reading) {
    Node.Mapping template = template(document);
    if (template != null) {
      remarkOtherFiles(document, reading);
      new Template(template, reading).read();
    }
  }

  /** The template, which the Serverless Framework keeps under {@code resources}, or parts of it. */
  private static Node.@Nullable Mapping template(Node document) {
    if (!(document instanceof Node.Mapping mapping)) {
      return null;
    }
    Node inner = mapping.entries().get("resources");
    return (inner instanceof Node.Sequence parts ? merged(parts) : inner) instanceof Node.Mapping it
            && it.entries().containsKey(RESOURCES)
        ? it
        : mapping;
  }

  /** The sections of all parts; parts that stand in other files are not there. */
  private static Node.Mapping merged(Node.Sequence parts) {
    Map<String, Node> sections = new LinkedHashMap<>();
    for (Node part : parts.elements()) {
      if (part instanceof Node.Mapping mapping) {
        mapping
            .entries()
            .forEach(
                (name, section) -> sections.merge(name, section, CloudFormationFormat::joined));
      }
    }
    return new Node.Mapping(parts.location(), sections);
  }

  private static void remarkOtherFiles(Node document, TableReading reading) {
    if (document instanceof Node.Mapping mapping
        && mapping.entries().get("resources") instanceof Node.Sequence parts) {
      for (Node part : parts.elements()) {
        if (part instanceof Node.Scalar file) {
          reading.remark("the resources in " + Quoted.plain(file.text()) + " were not read");
        }
      }
    }
  }

  private static Node joined(Node first, Node second) {
    if (!(first instanceof Node.Mapping one && second instanceof Node.Mapping other)) {
      return second;
    }
    Map<String, Node> entries = new LinkedHashMap<>(one.entries());
    entries.putAll(other.entries());
    return new Node.Mapping(one.location(), entries);
  }

  private static String type(Node resource) {
    return resource instanceof Node.Mapping mapping
            && mapping.entries().get("Type") instanceof Node.Scalar type
        ? type.text()
        : "";
  }

  /** One template. Used once. */
  private static final class Template {

    private final TableReading reading;
    private final Map<String, Node> resources;
    private final TemplateParameters parameters;
    private final IntrinsicFunctions functions;
    private final ScalingReader scaling;
    private final Set<String> openIdentifiers = new HashSet<>();
    private final Map<String, Node> identifiers = new LinkedHashMap<>();

    Template(Node.Mapping template, TableReading reading) {
      this.reading = reading;
      Node.Mapping section = IntrinsicFunctions.section(template, RESOURCES);
      this.resources = section == null ? Map.of() : section.entries();
      this.parameters = new TemplateParameters(template, reading);
      this.functions = new IntrinsicFunctions(template, parameters, this::identifier);
      this.scaling = new ScalingReader(Spelling.PASCAL_CASE, reading);
    }

    void read() {
      List<String> absent = new ArrayList<>();
      for (Map.Entry<String, Node> resource : resources.entrySet()) {
        String type = type(resource.getValue());
        if (resource.getKey().startsWith("Fn::")) {
          reading.remark(Quoted.plain(resource.getKey()) + " was not expanded");
        } else if (TABLES.contains(type) || SCALING.contains(type) || type.equals(ALARM)) {
          MappingReader reader = MappingReader.of(resource.getValue(), reading.problems());
          if (reader != null && !exists(reader)) {
            absent.add(Quoted.plain(resource.getKey()));
          } else if (reader != null) {
            readResource(resource.getKey(), type, reader);
          }
        }
      }
      if (!absent.isEmpty()) {
        reading.remark("resources whose condition is false were ignored: " + Texts.listed(absent));
      }
    }

    /** Whether a resource's condition holds; a condition that is not known is a problem. */
    private boolean exists(MappingReader resource) {
      String condition = resource.optionalString("Condition");
      if (condition == null) {
        return true;
      }
      Node result = functions.conditions().named(condition, resource.location("Condition"));
      if (result instanceof Node.Scalar scalar) {
        return TemplateConditions.isTrue(scalar);
      }
      if (result instanceof Node.Unknown unknown) {
        resource.problem("Condition", unknown.reason());
      }
      return true;
    }

    private void readResource(String logicalId, String type, MappingReader resource) {
      MappingReader properties = properties(resource);
      if (properties == null) {
        return;
      }
      TemplateTable table =
          new TemplateTable(
              logicalId,
              resource.location(),
              properties,
              String.valueOf(textOf(identifier(logicalId))),
              parameters.region());
      switch (type) {
        case TABLE -> add(table.readTable());
        case SIMPLE_TABLE -> add(table.readSimpleTable());
        case GLOBAL_TABLE -> new TemplateGlobalTable(table, scaling).read().forEach(reading::add);
        case TARGET -> scaling.readTarget(properties);
        case ALARM -> new AlarmReader(Spelling.PASCAL_CASE, reading).read(properties, logicalId);
        default -> scaling.readPolicy(withResource(properties));
      }
    }

    private void add(@Nullable Table table) {
      if (table != null) {
        reading.add(table);
      }
    }

    private @Nullable MappingReader properties(MappingReader resource) {
      Node properties = resource.optionalNode("Properties");
      Node evaluated =
          properties == null
              ? new Node.Mapping(resource.location("Properties"), Map.of())
              : functions.evaluate(properties);
      return evaluated == null ? null : MappingReader.of(evaluated, reading.problems());
    }

    /** A policy's properties with the resource that its {@code ScalingTargetId} stands for. */
    private static MappingReader withResource(MappingReader policy) {
      Node id = policy.optionalNode("ScalingTargetId");
      String text = textOf(id);
      String[] parts = text == null ? new String[0] : text.split("\\|", -1);
      if (id == null || parts.length != 3) {
        return policy;
      }
      Map<String, Node> entries = new LinkedHashMap<>(policy.mapping().entries());
      entries.put("ResourceId", scalar(id.location(), parts[0]));
      entries.put("ScalableDimension", scalar(id.location(), parts[1]));
      entries.put("ServiceNamespace", scalar(id.location(), parts[2]));
      return new MappingReader(new Node.Mapping(policy.location(), entries), policy.problems());
    }

    /** What {@code Ref} gives for a resource; null if there is none of this logical id. */
    private @Nullable Node identifier(String logicalId) {
      Node resource = resources.get(logicalId);
      Node known = identifiers.get(logicalId);
      if (resource == null || known != null) {
        return known;
      }
      Location place = resource.location();
      if (!openIdentifiers.add(logicalId)) {
        return new Node.Unknown(
            place,
            FunctionCall.placeholder(logicalId),
            "refers to " + Quoted.of(logicalId) + ", which refers to itself");
      }
      Node identifier = identifier(logicalId, resource);
      openIdentifiers.remove(logicalId);
      identifiers.put(logicalId, identifier);
      return identifier;
    }

    private Node identifier(String logicalId, Node resource) {
      Location place = resource.location();
      String type = type(resource);
      if (TABLES.contains(type)) {
        Node name = property(resource, "TableName");
        return name == null ? scalar(place, logicalId) : name;
      }
      if (type.equals(TARGET)) {
        // Source: CloudFormation Template Reference, ScalableTarget, "Return values".
        return scalar(
            place,
            textOf(property(resource, "ResourceId"))
                + "|"
                + textOf(property(resource, "ScalableDimension"))
                + "|"
                + textOf(property(resource, "ServiceNamespace")));
      }
      return new Node.Unknown(
          place,
          FunctionCall.placeholder(logicalId),
          "refers to the resource "
              + Quoted.of(logicalId)
              + ", whose identifier is known only once it exists");
    }

    private @Nullable Node property(Node resource, String key) {
      Node property =
          resource instanceof Node.Mapping mapping
                  && mapping.entries().get("Properties") instanceof Node.Mapping properties
              ? properties.entries().get(key)
              : null;
      return property == null ? null : functions.evaluate(property);
    }

    private static @Nullable String textOf(@Nullable Node node) {
      return switch (node) {
        case Node.Scalar scalar -> scalar.text();
        case Node.Unknown unknown -> unknown.text();
        case null, default -> null;
      };
    }

    private static Node scalar(Location place, String text) {
      return new Node.Scalar(place, text, Kind.STRING);
    }
  }
}
