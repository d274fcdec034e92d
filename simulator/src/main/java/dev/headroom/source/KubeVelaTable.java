package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.source.AwsSchema.BillingMode;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Table;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One KubeVela component of type {@code aws-dynamodb-kro} with its traits. Used once.
 *
 * <p>How the public definitions of the component and its traits work:
 *
 * <ul>
 *   <li>The properties carry the API's names in camel case: {@code tableName}, {@code region},
 *       {@code attributeDefinitions}, {@code keySchema}, {@code globalSecondaryIndexes} and {@code
 *       localSecondaryIndexes}; stream and time to live are flat ({@code streamEnabled}, {@code
 *       streamViewType}, {@code ttlEnabled}, {@code ttlAttributeName}).
 *   <li>Without {@code billingMode} the table is PAY_PER_REQUEST, and {@code provisionedThroughput}
 *       has no effect then.
 *   <li>The trait {@code dynamodb-provisioned-capacity-kro} patches the finished table: it sets the
 *       billing mode to PROVISIONED and the throughput to its own, whatever the component says. A
 *       unit that it does not name is {@value #TRAIT_DEFAULT_UNITS}.
 *   <li>{@code dynamodb-streams-kro} and {@code dynamodb-ttl-kro} are enabled unless they say
 *       {@code enabled: false}; they win over the component too.
 *   <li>{@code dynamodb-global-index-kro} and {@code dynamodb-local-index-kro} bring a list {@code
 *       indexes} of the same shape as the component's.
 *   <li>Traits are known with the suffix {@code -kro}, {@code -xp} or none: a team names its own.
 *   <li>{@code aws-dynamodb-xp} has the component's name for the table's; {@code
 *       aws-dynamodb-simple-kro} brings the key {@code id}.
 *   <li>{@code dynamodb-encryption-kro} and {@code dynamodb-protection-kro} do not touch
 *       throughput.
 * </ul>
 *
 * <p>A platform team may have extended the definitions, so that unknown properties and traits are
 * notes and not problems.
 */
final class KubeVelaTable {

  /**
   * How a definition turns properties into a table.
   *
   * @param format the format's name in {@link dev.headroom.table.TableOrigin}
   * @param holder what holds the properties, in words
   * @param propertiesKey where they stand
   * @param isNamedByHolder whether the table takes its holder's name
   * @param hasOwnKeys whether the definition may bring the table's keys
   */
  record Definition(
      String format,
      String holder,
      String propertiesKey,
      boolean isNamedByHolder,
      boolean hasOwnKeys) {}

  /** A kro instance: the same properties under {@code spec}, without traits. */
  static final Definition KRO_INSTANCE =
      new Definition(KroFormat.NAME, "the instance", "spec", false, true);

  static final SortedMap<String, Definition> COMPONENT_TYPES =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "aws-dynamodb-kro", component(false, false),
                  "aws-dynamodb-kro-simplified", component(false, false),
                  "aws-dynamodb-simple-kro", component(false, true),
                  "aws-dynamodb-xp", component(true, false))));

  private static Definition component(boolean isNamedByHolder, boolean hasOwnKeys) {
    return new Definition(
        KubeVelaFormat.NAME, "the component", "properties", isNamedByHolder, hasOwnKeys);
  }

  /** The key of the simple public definitions. */
  private static final KeyAttribute SIMPLE_KEY =
      new KeyAttribute("id", "S", KeyAttribute.KeyType.HASH);

  /** What the provisioned capacity trait takes for a unit that is not given, units per second. */
  static final int TRAIT_DEFAULT_UNITS = 5;

  /** Traits without the suffix that names their engine. */
  private static final String CAPACITY_TRAIT = "dynamodb-provisioned-capacity";

  private static final String STREAMS_TRAIT = "dynamodb-streams";
  private static final String TTL_TRAIT = "dynamodb-ttl";
  private static final String GLOBAL_INDEX_TRAIT = "dynamodb-global-index";
  private static final String LOCAL_INDEX_TRAIT = "dynamodb-local-index";

  private static final Set<String> READ_TRAITS =
      Set.of(CAPACITY_TRAIT, STREAMS_TRAIT, TTL_TRAIT, GLOBAL_INDEX_TRAIT, LOCAL_INDEX_TRAIT);

  private static final Set<String> HARMLESS_TRAITS =
      Set.of("dynamodb-encryption", "dynamodb-protection");

  private final Definition definition;
  private final MappingReader component;
  private final @Nullable String componentName;
  private final TableReading reading;
  private final Problems problems;
  private final List<String> notes = new ArrayList<>();
  private final AwsSchema schema;
  private final Map<String, MappingReader> traits = new HashMap<>();

  KubeVelaTable(
      Definition definition,
      MappingReader component,
      @Nullable String componentName,
      TableReading reading) {
    this.definition = definition;
    this.component = component;
    this.componentName = componentName;
    this.reading = reading;
    this.problems = reading.problems();
    this.schema = new AwsSchema(Spelling.CAMEL_CASE, problems, notes);
  }

  /** Adds a note to those of the table. */
  void note(String note) {
    notes.add(note);
  }

  void read() {
    readTraits();
    MappingReader properties = component.mapping(definition.propertiesKey());
    if (properties == null) {
      return;
    }
    String name = name(properties);
    String shownName = Quoted.plain(name == null ? String.valueOf(componentName) : name);
    BillingMode mode = billingMode(properties);
    schema.readAttributeDefinitions(properties);
    List<KeyAttribute> keys = keys(properties);
    CapacityMode capacity = capacity(properties, mode, "table " + shownName);
    Throughput warm = schema.warmThroughput(properties, "table " + shownName);
    List<GlobalSecondaryIndex> global = globalIndexes(properties, shownName, mode);
    List<LocalSecondaryIndex> local = localIndexes(properties);
    schema.checkIndexNames(properties.location(), global, local);
    TableSettings settings = settings(properties);
    String region = properties.optionalString("region");
    noteUnknownProperties(properties);
    Table table =
        new TableBody(keys, capacity, warm, global, local)
            .toTable(
                name,
                definition.format(),
                component.location(),
                region,
                List.of(),
                settings,
                TableStatistics.NONE,
                notes);
    if (table != null) {
      reading.add(table);
    }
  }

  private @Nullable String name(MappingReader properties) {
    boolean isNamedByHolder = definition.isNamedByHolder() && !properties.has("tableName");
    return isNamedByHolder ? componentName : properties.string("tableName");
  }

  private List<KeyAttribute> keys(MappingReader properties) {
    if (definition.hasOwnKeys() && !properties.has("keySchema")) {
      notes.add(
          definition.holder()
              + " names no keys: its definition does, which was not read; taken as "
              + SIMPLE_KEY.attributeName()
              + " of type "
              + SIMPLE_KEY.attributeType());
      return List.of(SIMPLE_KEY);
    }
    return schema.tableKeys(properties);
  }

  private void readTraits() {
    List<String> harmless = new ArrayList<>();
    for (MappingReader trait : component.optionalMappings("traits")) {
      String written = trait.string("type");
      if (written == null) {
        continue;
      }
      String type = KubeVelaFormat.withoutRevision(written).replaceFirst("-(kro|xp)$", "");
      if (HARMLESS_TRAITS.contains(type)) {
        harmless.add(written);
      } else if (!READ_TRAITS.contains(type)) {
        notes.add("the trait " + Quoted.plain(written) + " is not known and was ignored");
      } else if (traits.containsKey(type)) {
        trait.problem("type", "the component has a second trait of type " + written);
      } else {
        MappingReader properties = trait.optionalMapping("properties");
        traits.put(
            type,
            properties == null ? new MappingReader(emptyMapping(trait), problems) : properties);
      }
    }
    if (!harmless.isEmpty()) {
      notes.add("traits without effect on throughput: " + String.join(", ", harmless));
    }
  }

  private static Node.Mapping emptyMapping(MappingReader trait) {
    return new Node.Mapping(trait.location("properties"), Map.of());
  }

  private BillingMode billingMode(MappingReader properties) {
    BillingMode declared = properties.optionalConstant("billingMode", BillingMode.class);
    if (!traits.containsKey(CAPACITY_TRAIT)) {
      return declared == null ? BillingMode.PAY_PER_REQUEST : declared;
    }
    if (declared == BillingMode.PAY_PER_REQUEST) {
      notes.add(
          "the trait "
              + CAPACITY_TRAIT
              + " makes the table PROVISIONED although the component says PAY_PER_REQUEST");
    }
    return BillingMode.PROVISIONED;
  }

  private @Nullable CapacityMode capacity(
      MappingReader properties, BillingMode mode, String resource) {
    MappingReader trait = traits.get(CAPACITY_TRAIT);
    if (trait == null) {
      return schema.capacity(properties, mode, resource);
    }
    if (properties.has("provisionedThroughput")) {
      notes.add("the component's provisionedThroughput is replaced by the trait " + CAPACITY_TRAIT);
    }
    Long read = traitUnits(trait, "readCapacityUnits");
    Long write = traitUnits(trait, "writeCapacityUnits");
    noteUnknown(trait, "the trait " + CAPACITY_TRAIT);
    return read == null || write == null ? null : new CapacityMode.Provisioned(read, write);
  }

  private @Nullable Long traitUnits(MappingReader trait, String key) {
    if (!trait.has(key)) {
      notes.add(
          "the trait "
              + CAPACITY_TRAIT
              + " does not say "
              + key
              + "; its definition's default is "
              + TRAIT_DEFAULT_UNITS);
      return (long) TRAIT_DEFAULT_UNITS;
    }
    return trait.integer(key, 1, AwsSchema.MAX_UNITS);
  }

  private List<GlobalSecondaryIndex> globalIndexes(
      MappingReader properties, String tableName, BillingMode mode) {
    List<GlobalSecondaryIndex> indexes =
        new ArrayList<>(
            schema.globalIndexes(properties, "globalSecondaryIndexes", tableName, mode));
    MappingReader trait = traits.get(GLOBAL_INDEX_TRAIT);
    if (trait != null) {
      trait.sequence("indexes");
      indexes.addAll(schema.globalIndexes(trait, "indexes", tableName, mode));
    }
    return indexes;
  }

  private List<LocalSecondaryIndex> localIndexes(MappingReader properties) {
    List<LocalSecondaryIndex> indexes =
        new ArrayList<>(schema.localIndexes(properties, "localSecondaryIndexes"));
    MappingReader trait = traits.get(LOCAL_INDEX_TRAIT);
    if (trait != null) {
      trait.sequence("indexes");
      indexes.addAll(schema.localIndexes(trait, "indexes"));
    }
    return indexes;
  }

  private TableSettings settings(MappingReader properties) {
    TableSettings.TableClass tableClass =
        properties.optionalConstant("tableClass", TableSettings.TableClass.class);
    return new TableSettings(
        tableClass == null ? TableSettings.TableClass.STANDARD : tableClass,
        streamViewType(properties),
        ttlAttribute(properties),
        List.of());
  }

  private @Nullable String streamViewType(MappingReader properties) {
    boolean enabled = Boolean.TRUE.equals(properties.optionalBoolean("streamEnabled"));
    String view = properties.optionalString("streamViewType");
    MappingReader trait = traits.get(STREAMS_TRAIT);
    if (trait != null) {
      enabled = !Boolean.FALSE.equals(trait.optionalBoolean("enabled"));
      String traitView = trait.optionalString("viewType");
      view = traitView == null ? view : traitView;
    }
    if (!enabled) {
      return null;
    }
    return view == null ? "NEW_AND_OLD_IMAGES" : view;
  }

  private @Nullable String ttlAttribute(MappingReader properties) {
    boolean enabled = Boolean.TRUE.equals(properties.optionalBoolean("ttlEnabled"));
    String attribute = properties.optionalString("ttlAttributeName");
    MappingReader trait = traits.get(TTL_TRAIT);
    if (trait != null) {
      enabled = !Boolean.FALSE.equals(trait.optionalBoolean("enabled"));
      String traitAttribute = trait.optionalString("attributeName");
      attribute = traitAttribute == null ? attribute : traitAttribute;
    }
    if (!enabled) {
      return null;
    }
    return attribute == null ? "expiresAt" : attribute;
  }

  private void noteUnknownProperties(MappingReader properties) {
    properties.ignore(
        "deletionProtectionEnabled",
        "kmsMasterKeyID",
        "pointInTimeRecoveryEnabled",
        "providerConfigRef",
        "sseEnabled",
        "sseType",
        "tags",
        "writeConnectionSecretToRef");
    noteUnknown(properties, definition.holder());
  }

  private void noteUnknown(MappingReader reader, String holder) {
    for (String key : reader.unknownKeys()) {
      notes.add(
          "the property "
              + Quoted.plain(key)
              + " of "
              + holder
              + " is not known and was ignored"
              + reader.nearestKnown(key).map(near -> "; did you mean " + near + "?").orElse(""));
    }
  }
}
