package dev.headroom.scenario;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Generates the JSON Schema of the scenario file from {@link ScenarioFile}. */
final class ScenarioSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ScenarioSchema() {}

  /** The schema as it is checked in. */
  static String text() throws JsonProcessingException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return JSON.writer(printer).writeValueAsString(generate()) + "\n";
  }

  private static ObjectNode generate() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(
            JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
    builder.with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.ALLOF_CLEANUP_AT_THE_END);
    builder
        .forTypesInGeneral()
        .withPropertySorter((unused1, unused2) -> 0)
        .withCustomDefinitionProvider(new Definitions());
    builder
        .forFields()
        .withIgnoreCheck(ScenarioSchema::isShorthand)
        .withRequiredCheck(field -> keyOf(field).required())
        .withDescriptionResolver(ScenarioSchema::description)
        .withInstanceAttributeOverride((node, field, context) -> addBounds(node, field));
    ObjectNode generated = new SchemaGenerator(builder.build()).generateSchema(ScenarioFile.class);
    allowGatesWithoutQuotes((ObjectNode) generated.at("/properties/gates"));
    ObjectNode schema = JSON.createObjectNode();
    schema.set("$schema", generated.get("$schema"));
    schema.put("title", "Headroom scenario");
    generated.properties().forEach(e -> schema.set(e.getKey(), e.getValue()));
    return schema;
  }

  private static void allowGatesWithoutQuotes(ObjectNode gates) {
    ObjectNode items = JSON.createObjectNode();
    ArrayNode options = items.putArray("anyOf");
    options.add(gates.get("items"));
    ObjectNode unquoted = options.addObject().put("type", "object");
    unquoted.put("minProperties", 1).put("maxProperties", 1);
    unquoted.putObject("propertyNames").put("pattern", "\\{");
    unquoted.putObject("additionalProperties").put("type", "string");
    gates.set("items", items);
  }

  private static Key keyOf(FieldScope field) {
    Key key = field.getAnnotation(Key.class);
    if (key == null) {
      throw new IllegalStateException("undescribed key: " + field);
    }
    return key;
  }

  private static boolean isShorthand(FieldScope field) {
    Form form = field.getDeclaringType().getErasedType().getAnnotation(Form.class);
    return form != null && form.shorthand().equals(field.getDeclaredName());
  }

  private static String description(FieldScope field) {
    Key key = keyOf(field);
    return key.value()
        + "."
        + (key.defaults().isEmpty() ? "" : " Default: " + key.defaults() + ".")
        + (key.example().isEmpty() ? "" : " Example: " + key.example());
  }

  private static void addBounds(ObjectNode node, FieldScope field) {
    ResolvedType type = field.getType();
    Class<?> value =
        type != null && type.isInstanceOf(Given.class)
            ? type.getTypeParameters().getFirst().getErasedType()
            : Object.class;
    addBounds(node, keyOf(field), value);
    if (keyOf(field).isFilled()) {
      node.put(value == Map.class ? "minProperties" : "minItems", 1);
    }
  }

  private static void addBounds(ObjectNode node, Key key, Class<?> type) {
    ScalarFormat<?> format = ScalarFormat.of(type);
    if (format == null || !takesNumbers(format)) {
      return;
    }
    if (!key.min().isEmpty()) {
      putBound(node, "minimum", format.parse(key.min()));
    }
    if (!key.max().isEmpty()) {
      putBound(node, "maximum", format.parse(key.max()));
    }
  }

  private static void putBound(ObjectNode node, String name, Object value) {
    switch (value) {
      case Integer number -> node.put(name, number);
      case Long number -> node.put(name, number);
      case Double number -> node.put(name, number);
      case ScalarFormat.Count count -> node.put(name, count.value());
      case ScalarFormat.Share share -> node.put(name, share.value());
      default -> throw new IllegalStateException("no bound: " + value);
    }
  }

  private static boolean takesNumbers(ScalarFormat<?> format) {
    return format.isNumeric()
        && (format.kinds().contains(Kind.INTEGER) || format.kinds().contains(Kind.DECIMAL));
  }

  /** The schema of single values. */
  private static ObjectNode scalar(ScalarFormat<?> format) {
    ObjectNode node = JSON.createObjectNode();
    List<String> types =
        Stream.of(Kind.STRING, Kind.DECIMAL, Kind.INTEGER, Kind.BOOLEAN)
            .filter(kind -> format.kinds().contains(kind))
            .filter(kind -> kind != Kind.INTEGER || !format.kinds().contains(Kind.DECIMAL))
            .map(ScenarioSchema::typeOf)
            .toList();
    if (types.size() == 1) {
      node.put("type", types.getFirst());
    } else {
      types.forEach(node.putArray("type")::add);
    }
    if (format.kinds().contains(Kind.STRING)) {
      String pattern = format.pattern().pattern();
      node.put("pattern", pattern.startsWith("(?s)") ? "\\S" : "^(?:" + pattern + ")$");
    }
    if (takesNumbers(format) && format.type() != Long.class) {
      node.put("minimum", 0);
    }
    return node;
  }

  private static String typeOf(Kind kind) {
    return switch (kind) {
      case STRING -> "string";
      case INTEGER -> "integer";
      case DECIMAL -> "number";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
    };
  }

  /** The definitions of everything that is not a plain mapping. */
  private static final class Definitions implements CustomDefinitionProviderV2 {

    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
        ResolvedType type, SchemaGenerationContext context) {
      Class<?> erased = type.getErasedType();
      if (erased == Node.class) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode options = node.putArray("anyOf");
        options.addObject().put("type", "string").put("pattern", "\\S");
        ObjectNode list = options.addObject().put("type", "array").put("minItems", 1);
        list.putObject("items").put("type", "string").put("pattern", "\\S");
        options.add(context.createDefinitionReference(resolve(context, TableFile.class)));
        return inline(node);
      }
      if (erased == IndexNode.class) {
        ObjectNode node = JSON.createObjectNode();
        node.putArray("allOf")
            .add(
                context.createDefinitionReference(
                    resolve(context, TableFile.GlobalIndexFile.class)));
        return inline(node);
      }
      if (erased == Given.class) {
        return inline(given(type.getTypeParameters().getFirst(), context));
      }
      if (erased == Map.class) {
        return inline(map(type, context));
      }
      ScalarFormat<?> format = ScalarFormat.of(erased);
      if (format != null) {
        return inline(scalar(format));
      }
      if (erased.isEnum()) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode words = node.putArray("enum");
        for (String word : Words.ofType(erased)) {
          if (word.equals("true") || word.equals("false")) {
            words.add(Boolean.parseBoolean(word));
          } else {
            words.add(word);
          }
        }
        return inline(node);
      }
      return erased.isRecord() ? mapping(type, context) : null;
    }

    // A reference is completed in place later, so it must stay an element of its own.
    private ObjectNode given(ResolvedType value, SchemaGenerationContext context) {
      CustomDefinition own = provideCustomSchemaDefinition(value, context);
      if (own != null && !value.getErasedType().isRecord()) {
        return own.getValue();
      }
      ScalarFormat<?> format = ScalarFormat.of(value.getErasedType());
      if (format != null) {
        return scalar(format);
      }
      ObjectNode node = JSON.createObjectNode();
      node.putArray("allOf").add(context.createDefinitionReference(value));
      return node;
    }

    private ObjectNode map(ResolvedType type, SchemaGenerationContext context) {
      List<ResolvedType> parameters = type.getTypeParameters();
      ObjectNode node = JSON.createObjectNode().put("type", "object");
      ScalarFormat<?> keys = ScalarFormat.of(parameters.get(0).getErasedType());
      if (keys != null && keys.type() != String.class) {
        node.putObject("propertyNames").put("pattern", "^(?:" + keys.pattern().pattern() + ")$");
      }
      node.set("additionalProperties", context.createDefinitionReference(parameters.get(1)));
      return node;
    }

    private CustomDefinition mapping(ResolvedType type, SchemaGenerationContext context) {
      ObjectNode mapping = context.createStandardDefinition(type, this);
      mapping.put("additionalProperties", false);
      Form form = type.getErasedType().getAnnotation(Form.class);
      if (form == null) {
        return new CustomDefinition(mapping);
      }
      if (form.isTuple()) {
        return new CustomDefinition(tuple(mapping));
      }
      List<String> choices = FileBinder.choices(form);
      if (!choices.isEmpty()) {
        ArrayNode oneOf = mapping.putArray("oneOf");
        choices.forEach(key -> oneOf.addObject().putArray("required").add(key));
      }
      if (form.shorthand().isEmpty()) {
        return new CustomDefinition(mapping);
      }
      ObjectNode node = JSON.createObjectNode();
      ArrayNode options = node.putArray("anyOf");
      options.add(shorthand(type, form, context));
      options.add(mapping);
      return new CustomDefinition(node);
    }

    private ObjectNode shorthand(ResolvedType type, Form form, SchemaGenerationContext context) {
      try {
        var component = type.getErasedType().getDeclaredField(form.shorthand());
        ResolvedType given = resolve(context, component.getGenericType());
        ObjectNode node = given(given.getTypeParameters().getFirst(), context);
        Class<?> value = given.getTypeParameters().getFirst().getErasedType();
        addBounds(node, component.getAnnotation(Key.class), value);
        return node;
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(e);
      }
    }

    private static ObjectNode tuple(ObjectNode mapping) {
      ObjectNode node = JSON.createObjectNode().put("type", "array");
      ArrayNode items = node.putArray("prefixItems");
      mapping.get("properties").forEach(items::add);
      node.put("minItems", items.size()).put("maxItems", items.size());
      return node;
    }

    private static ResolvedType resolve(SchemaGenerationContext context, Type type) {
      return context.getTypeContext().resolve(type);
    }

    private static CustomDefinition inline(ObjectNode node) {
      return new CustomDefinition(node, DefinitionType.INLINE, AttributeInclusion.YES);
    }
  }
}
