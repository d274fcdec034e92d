package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Placeholders;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.document.Scalars;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.TableSettings;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a table that many formats write with the API's names, in {@code PascalCase} or
 * {@code camelCase}: keys, indexes, projections, throughput.
 *
 * <p>Capacity is never invented: what a billing mode needs and the file does not say is a problem.
 * What a billing mode does not have is left out with a note. Not thread-safe; one per table.
 */
final class AwsSchema {

  /** How a table is billed. */
  enum BillingMode {
    PROVISIONED,
    PAY_PER_REQUEST
  }

  /**
   * Highest capacity that is accepted, units per second: far above any table's quota, and low
   * enough that the engine's integer arithmetic cannot overflow.
   */
  static final long MAX_UNITS = 1_000_000_000L;

  /** The API's way to say that an on-demand table has no maximum. */
  private static final long NO_MAXIMUM = -1;

  /** A global secondary index may have this many partition and as many sort key attributes. */
  private static final int MAX_INDEX_KEY_PARTS = 4;

  private final Spelling spelling;
  private final Problems problems;
  private final List<String> notes;
  private final Map<String, String> attributeTypes = new HashMap<>();

  /**
   * A reader for one table.
   *
   * @param notes receives what was assumed or left out
   */
  AwsSchema(Spelling spelling, Problems problems, List<String> notes) {
    this.spelling = spelling;
    this.problems = problems;
    this.notes = notes;
  }

  /** A key in the format's spelling, from the API's. */
  String key(String apiName) {
    return spelling.key(apiName);
  }

  /** Keys, indexes and throughput of a table that is written in the API's names throughout. */
  TableBody body(MappingReader table, String tableName, BillingMode mode) {
    readAttributeDefinitions(table);
    List<KeyAttribute> keys = tableKeys(table);
    String resource = "table " + tableName;
    CapacityMode capacity = capacity(table, mode, resource);
    Throughput warm = warmThroughput(table, resource);
    List<GlobalSecondaryIndex> global =
        globalIndexes(table, key("GlobalSecondaryIndexes"), tableName, mode);
    List<LocalSecondaryIndex> local = localIndexes(table, key("LocalSecondaryIndexes"));
    checkIndexNames(table.location(), global, local);
    return new TableBody(keys, capacity, warm, global, local);
  }

  /** {@code BillingMode}, or what the format takes for it where it is absent. */
  BillingMode billingMode(MappingReader table, BillingMode absent) {
    BillingMode mode = table.optionalConstant(key("BillingMode"), BillingMode.class);
    return mode == null ? absent : mode;
  }

  /** What {@code StreamSpecification} streams; null without a stream. */
  @Nullable String streamViewType(MappingReader table) {
    MappingReader stream = table.optionalMapping(key("StreamSpecification"));
    boolean streaming =
        stream != null && !Boolean.FALSE.equals(stream.optionalBoolean(key("StreamEnabled")));
    return streaming && stream != null ? stream.optionalString(key("StreamViewType")) : null;
  }

  /** {@code TableClass}; the standard class if it is absent. */
  TableSettings.TableClass tableClass(MappingReader table) {
    TableSettings.TableClass tableClass =
        table.optionalConstant(key("TableClass"), TableSettings.TableClass.class);
    return tableClass == null ? TableSettings.TableClass.STANDARD : tableClass;
  }

  /** The attribute of a time to live specification under a key; null where there is none. */
  @Nullable String ttlAttribute(MappingReader table, String key) {
    MappingReader ttl = table.optionalMapping(key);
    return ttl == null || Boolean.FALSE.equals(ttl.optionalBoolean(key("Enabled")))
        ? null
        : ttl.optionalString(key("AttributeName"));
  }

  /** The Regions that a list of replicas under a key names. */
  List<String> replicaRegions(MappingReader table, String key) {
    List<String> regions = new ArrayList<>();
    for (MappingReader replica : table.optionalMappings(key)) {
      String region = replica.string(key("RegionName"));
      if (region != null) {
        regions.add(region);
      }
      for (String override :
          List.of("ProvisionedThroughputOverride", "OnDemandThroughputOverride")) {
        if (replica.has(key(override))) {
          notes.add(key(override) + " of the replica in " + region + " is ignored");
        }
      }
    }
    return regions;
  }

  /** Notes the keys of a table that nobody asked for. */
  void noteUnknownKeys(MappingReader table) {
    for (String key : table.unknownKeys()) {
      notes.add(
          "the key "
              + Quoted.plain(key)
              + " is not known and was ignored"
              + table.nearestKnown(key).map(near -> "; did you mean " + near + "?").orElse(""));
    }
  }

  /** Reads {@code AttributeDefinitions}; called before keys and indexes. */
  void readAttributeDefinitions(MappingReader table) {
    readAttributes(table, "AttributeDefinitions", "AttributeName", "AttributeType");
  }

  /** Reads the types of attributes that a list under another name than the API's gives. */
  void readAttributes(MappingReader table, String list, String nameKey, String typeKey) {
    for (MappingReader definition : table.optionalMappings(key(list))) {
      String name = definition.string(key(nameKey));
      String type = definition.string(key(typeKey));
      if (type != null && !Set.of("S", "N", "B").contains(type)) {
        definition.problem(key(typeKey), "must be S, N or B for a key, not " + Quoted.of(type));
      } else if (name != null && type != null) {
        attributeTypes.put(name, type);
      }
    }
  }

  /** The table's {@code KeySchema}: one partition key and at most one sort key. */
  List<KeyAttribute> tableKeys(MappingReader table) {
    return keys(table, 1);
  }

  /** {@code GlobalSecondaryIndexes} under a key, for a table of a billing mode. */
  List<GlobalSecondaryIndex> globalIndexes(
      MappingReader holder, String key, String tableName, BillingMode mode) {
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    for (MappingReader reader : holder.optionalMappings(key)) {
      String name = reader.string(key("IndexName"));
      List<KeyAttribute> keys = globalIndexKeys(reader);
      Projection projection = projection(reader);
      String resource = "index " + (name == null ? "?" : Quoted.plain(name));
      CapacityMode capacity = capacity(reader, mode, resource + " of table " + tableName);
      Throughput warm = warmThroughput(reader, resource);
      if (name != null && capacity != null) {
        indexes.add(new GlobalSecondaryIndex(name, keys, projection, capacity, warm));
        noteIndexStatus(reader, name);
      }
    }
    return indexes;
  }

  /** {@code LocalSecondaryIndexes} under a key. */
  List<LocalSecondaryIndex> localIndexes(MappingReader holder, String key) {
    List<LocalSecondaryIndex> indexes = new ArrayList<>();
    for (MappingReader reader : holder.optionalMappings(key)) {
      String name = reader.string(key("IndexName"));
      List<KeyAttribute> keys = keys(reader, 1);
      Projection projection = projection(reader);
      if (name != null) {
        indexes.add(new LocalSecondaryIndex(name, keys, projection));
      }
    }
    return indexes;
  }

  /** Reports index names that appear twice. */
  void checkIndexNames(
      Location location, List<GlobalSecondaryIndex> global, List<LocalSecondaryIndex> local) {
    Set<String> names = new HashSet<>();
    global.stream()
        .map(GlobalSecondaryIndex::indexName)
        .filter(name -> !names.add(name))
        .forEach(name -> problems.add(location, "has two indexes called " + Quoted.of(name)));
    local.stream()
        .map(LocalSecondaryIndex::indexName)
        .filter(name -> !names.add(name))
        .forEach(name -> problems.add(location, "has two indexes called " + Quoted.of(name)));
  }

  /**
   * The capacity that a table or index holds under {@code ProvisionedThroughput} and {@code
   * OnDemandThroughput}; null after noting that it is missing.
   *
   * @param resource the table or index in words
   */
  @Nullable CapacityMode capacity(MappingReader holder, BillingMode mode, String resource) {
    return switch (mode) {
      case PROVISIONED -> provisioned(holder, resource);
      case PAY_PER_REQUEST -> {
        notePointlessThroughput(holder, resource);
        yield onDemand(holder);
      }
    };
  }

  private @Nullable CapacityMode provisioned(MappingReader holder, String resource) {
    notePointlessMaximum(holder, resource);
    String key = key("ProvisionedThroughput");
    if (!holder.has(key)) {
      holder.problem(
          key,
          "is missing: "
              + resource
              + " is PROVISIONED and needs "
              + key("ReadCapacityUnits")
              + " and "
              + key("WriteCapacityUnits"));
      return null;
    }
    MappingReader throughput = holder.mapping(key);
    if (throughput == null) {
      return null;
    }
    Long read = throughput.integer(key("ReadCapacityUnits"), 1, MAX_UNITS);
    Long write = throughput.integer(key("WriteCapacityUnits"), 1, MAX_UNITS);
    return read == null || write == null ? null : new CapacityMode.Provisioned(read, write);
  }

  private void notePointlessThroughput(MappingReader holder, String resource) {
    MappingReader throughput = holder.optionalMapping(key("ProvisionedThroughput"));
    if (throughput != null) {
      notePointlessUnits(throughput, key("ReadCapacityUnits"), key("WriteCapacityUnits"), resource);
    }
  }

  /** Notes that provisioned units of an on-demand resource are ignored. 0 is no limit. */
  void notePointlessUnits(MappingReader holder, String readKey, String writeKey, String resource) {
    Long read = holder.optionalInteger(readKey, 0, MAX_UNITS);
    Long write = holder.optionalInteger(writeKey, 0, MAX_UNITS);
    if ((read != null && read > 0) || (write != null && write > 0)) {
      notes.add(
          "the provisioned units "
              + (read == null ? "-" : read)
              + "/"
              + (write == null ? "-" : write)
              + " of "
              + resource
              + " are ignored: the billing mode is PAY_PER_REQUEST");
    }
  }

  /** On-demand capacity with the maximum under {@code OnDemandThroughput}, if there is one. */
  CapacityMode onDemand(MappingReader holder) {
    MappingReader maximum = Blocks.optional(holder, key("OnDemandThroughput"));
    if (maximum == null) {
      return new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty());
    }
    return new CapacityMode.OnDemand(
        maximum(maximum, key("MaxReadRequestUnits")),
        maximum(maximum, key("MaxWriteRequestUnits")));
  }

  /** Notes that the on-demand maximum of a provisioned resource is ignored. */
  void notePointlessMaximum(MappingReader holder, String resource) {
    if (hasMaximum(holder)) {
      notes.add("the on-demand maximum of " + resource + " is ignored: it is PROVISIONED");
    }
  }

  private boolean hasMaximum(MappingReader holder) {
    return !onDemand(holder)
        .equals(new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty()));
  }

  /** An on-demand maximum; empty if it is absent or {@value #NO_MAXIMUM}. */
  static OptionalLong maximum(MappingReader holder, String key) {
    Long units = holder.optionalInteger(key, NO_MAXIMUM, MAX_UNITS);
    if (units == null || units == NO_MAXIMUM) {
      return OptionalLong.empty();
    }
    if (units == 0) {
      holder.problem(key, "must be at least 1, or " + NO_MAXIMUM + " for no maximum, not 0");
      return OptionalLong.empty();
    }
    return OptionalLong.of(units);
  }

  /** {@code WarmThroughput}, or null if it is absent. It is no capacity and adds to none. */
  @Nullable Throughput warmThroughput(MappingReader holder, String resource) {
    MappingReader warm = Blocks.optional(holder, key("WarmThroughput"));
    if (warm == null) {
      return null;
    }
    Long read = warm.optionalInteger(key("ReadUnitsPerSecond"), 0, MAX_UNITS);
    Long write = warm.optionalInteger(key("WriteUnitsPerSecond"), 0, MAX_UNITS);
    if (read == null || write == null) {
      notes.add("the warm throughput of " + resource + " is incomplete and was ignored");
      return null;
    }
    return new Throughput(read, write);
  }

  private void noteIndexStatus(MappingReader index, String name) {
    String status = index.optionalString(key("IndexStatus"));
    if (status != null && !status.equals("ACTIVE") && !Placeholders.isIn(status)) {
      notes.add("index " + Quoted.plain(name) + " was " + Quoted.plain(status) + " when described");
    }
  }

  /** The {@code Projection} of an index; everything where none is given. */
  Projection projection(MappingReader index) {
    MappingReader reader = index.optionalMapping(key("Projection"));
    Projection.Type type =
        reader == null
            ? null
            : reader.optionalConstant(key("ProjectionType"), Projection.Type.class);
    if (reader == null || type == null) {
      return Projection.ALL;
    }
    return projection(reader, type);
  }

  /** A projection of a type with the {@code NonKeyAttributes} beside it. */
  Projection projection(MappingReader reader, Projection.Type type) {
    List<String> attributes = new ArrayList<>();
    for (Node node : reader.optionalSequence(key("NonKeyAttributes"))) {
      String attribute = Scalars.text(node, problems);
      if (attribute != null) {
        attributes.add(attribute);
      }
    }
    return new Projection(type, type == Projection.Type.INCLUDE ? attributes : List.of());
  }

  /** The {@code KeySchema} of a global secondary index, which may have several parts of a kind. */
  List<KeyAttribute> globalIndexKeys(MappingReader index) {
    return keys(index, MAX_INDEX_KEY_PARTS);
  }

  private List<KeyAttribute> keys(MappingReader holder, int maxParts) {
    List<KeyAttribute> keys = new ArrayList<>();
    String schema = key("KeySchema");
    if (!holder.has(schema)) {
      holder.problem(schema, "is missing");
      return keys;
    }
    for (MappingReader reader : holder.optionalMappings(schema)) {
      String name = reader.string(key("AttributeName"));
      KeyAttribute.KeyType type = reader.constant(key("KeyType"), KeyAttribute.KeyType.class);
      if (name != null && type != null) {
        keys.add(keyAttribute(name, type));
      }
    }
    long partitionKeys =
        keys.stream().filter(k -> k.keyType() == KeyAttribute.KeyType.HASH).count();
    long sortKeys = keys.size() - partitionKeys;
    if (partitionKeys < 1 || partitionKeys > maxParts || sortKeys > maxParts) {
      String many = maxParts == 1 ? "one" : "one to " + maxParts;
      String most = maxParts == 1 ? "one" : Integer.toString(maxParts);
      holder.problem(
          schema, "must have " + many + " HASH and at most " + most + " RANGE attributes");
    }
    return keys.stream().sorted(Comparator.comparing(KeyAttribute::keyType)).toList();
  }

  /** A key attribute of the declared type; S, with a note, where none is declared. */
  KeyAttribute keyAttribute(String name, KeyAttribute.KeyType keyType) {
    String type = attributeTypes.get(name);
    if (type == null) {
      notes.add("the type of key attribute " + Quoted.plain(name) + " is not declared; taken as S");
    }
    return new KeyAttribute(name, type == null ? "S" : type, keyType);
  }
}
