package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.document.Scalars;
import dev.headroom.source.AwsSchema.BillingMode;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table written in Headroom's own compact form, with the API's names where it has one:
 *
 * <pre>{@code
 * name: orders
 * billingMode: PROVISIONED        # may be left out where the units tell it
 * readCapacityUnits: 100
 * writeCapacityUnits: 50
 * partitionKey: orderId           # or "orderId: N", or {name: orderId, type: N}
 * sortKey: createdAt
 * globalSecondaryIndexes:
 *   - name: by-status
 *     partitionKey: status
 *     projection: {include: [total]}    # or ALL, or KEYS_ONLY
 *     readCapacityUnits: 20
 *     writeCapacityUnits: 10
 *     autoScaling: {write: {min: 10, max: 200, targetPercent: 70}}
 * localSecondaryIndexes:
 *   - {name: by-total, sortKey: "total: N", projection: KEYS_ONLY}
 * }</pre>
 *
 * <p>Table and indexes take {@code autoScaling}; see {@link InlineAutoScaling}.
 *
 * <p>On demand: {@code maxReadRequestUnits} and {@code maxWriteRequestUnits} (-1 for none), {@code
 * warmReadUnitsPerSecond} and {@code warmWriteUnitsPerSecond}, of the table and of each index. Also
 * {@code region}, {@code tableClass}, {@code streams} (the view type), {@code ttl} (the attribute)
 * and {@code replicas} (Regions). Other keys are problems. All capacities are units per second.
 */
public final class InlineTable {

  /** The format's name in {@link TableOrigin}. */
  public static final String FORMAT = "inline";

  /** Every key of a table in this form. */
  static final Set<String> KEYS =
      Set.of(
          "name",
          "region",
          "billingMode",
          "readCapacityUnits",
          "writeCapacityUnits",
          "maxReadRequestUnits",
          "maxWriteRequestUnits",
          "warmReadUnitsPerSecond",
          "warmWriteUnitsPerSecond",
          "partitionKey",
          "sortKey",
          "globalSecondaryIndexes",
          "localSecondaryIndexes",
          "autoScaling",
          "tableClass",
          "streams",
          "ttl",
          "replicas");

  private static final String DEFAULT_PARTITION_KEY = "pk";

  private final MappingReader table;
  private final Problems problems;
  private final List<String> notes = new ArrayList<>();
  private final List<AutoScaling> autoScaling = new ArrayList<>();

  private InlineTable(MappingReader table) {
    this.table = table;
    this.problems = table.problems();
  }

  /**
   * Reads a table.
   *
   * @return the table; null after noting what is wrong
   */
  public static @Nullable Table read(Node.Mapping mapping, Problems problems) {
    Problems own = new Problems();
    Table table = new InlineTable(new MappingReader(mapping, own)).read();
    own.list().forEach(problem -> problems.add(problem.location(), problem.message()));
    return own.isEmpty() ? table : null;
  }

  /**
   * Reads a global secondary index that is written as a table in this form would declare it.
   *
   * @param tableCapacity the capacity of its table, whose billing mode it has
   * @param autoScaling takes what auto scaling does to it
   * @return the index; null after noting what is wrong
   */
  public static @Nullable GlobalSecondaryIndex readIndex(
      Node.Mapping mapping,
      CapacityMode tableCapacity,
      List<AutoScaling> autoScaling,
      Problems problems) {
    Problems own = new Problems();
    MappingReader reader = new MappingReader(mapping, own);
    InlineTable holder = new InlineTable(reader);
    BillingMode mode =
        switch (tableCapacity) {
          case CapacityMode.Provisioned provisioned -> BillingMode.PROVISIONED;
          case CapacityMode.OnDemand onDemand -> BillingMode.PAY_PER_REQUEST;
        };
    GlobalSecondaryIndex index = holder.globalIndex(reader, mode);
    own.list().forEach(problem -> problems.add(problem.location(), problem.message()));
    autoScaling.addAll(holder.autoScaling);
    return own.isEmpty() ? index : null;
  }

  private @Nullable Table read() {
    String name = table.string("name");
    String resource = "table " + Quoted.plain(String.valueOf(name));
    BillingMode mode = billingMode();
    CapacityMode capacity = mode == null ? null : capacity(table, mode, resource);
    Throughput warm = warmThroughput(table);
    List<KeyAttribute> keys = tableKeys();
    List<GlobalSecondaryIndex> global = globalIndexes(mode);
    List<LocalSecondaryIndex> local = localIndexes(keys);
    checkIndexNames(global, local);
    autoScaling.addAll(0, InlineAutoScaling.read(table, String.valueOf(name)));
    if (mode == BillingMode.PAY_PER_REQUEST && !autoScaling.isEmpty()) {
      notes.add("autoScaling does not act while the billing mode is PAY_PER_REQUEST");
    }
    TableSettings settings = settings();
    String region = table.optionalString("region");
    table.ignore("readCapacityUnits", "writeCapacityUnits");
    table.ignore("maxReadRequestUnits", "maxWriteRequestUnits");
    table.finish();
    if (name == null || capacity == null) {
      return null;
    }
    notes.addAll(Tables.nameNotes(name));
    Location place = table.location();
    return new Table(
        name,
        new TableOrigin(FORMAT, place.file(), place.line()),
        region,
        keys,
        capacity,
        warm,
        global,
        local,
        autoScaling,
        settings,
        TableStatistics.NONE,
        notes);
  }

  private @Nullable BillingMode billingMode() {
    if (table.has("billingMode")) {
      return table.constant("billingMode", BillingMode.class);
    }
    if (table.has("readCapacityUnits") || table.has("writeCapacityUnits")) {
      return BillingMode.PROVISIONED;
    }
    if (table.has("maxReadRequestUnits") || table.has("maxWriteRequestUnits")) {
      return BillingMode.PAY_PER_REQUEST;
    }
    table.problem(
        "billingMode",
        "is missing: say PROVISIONED with readCapacityUnits and writeCapacityUnits,"
            + " or PAY_PER_REQUEST");
    return null;
  }

  private @Nullable CapacityMode capacity(MappingReader holder, BillingMode mode, String resource) {
    return switch (mode) {
      case PROVISIONED -> {
        noteIgnored(holder, "maxReadRequestUnits", resource, "PROVISIONED");
        noteIgnored(holder, "maxWriteRequestUnits", resource, "PROVISIONED");
        Long read = provisionedUnits(holder, "readCapacityUnits", resource);
        Long write = provisionedUnits(holder, "writeCapacityUnits", resource);
        yield read == null || write == null ? null : new CapacityMode.Provisioned(read, write);
      }
      case PAY_PER_REQUEST -> {
        noteIgnored(holder, "readCapacityUnits", resource, "PAY_PER_REQUEST");
        noteIgnored(holder, "writeCapacityUnits", resource, "PAY_PER_REQUEST");
        yield new CapacityMode.OnDemand(
            AwsSchema.maximum(holder, "maxReadRequestUnits"),
            AwsSchema.maximum(holder, "maxWriteRequestUnits"));
      }
    };
  }

  private static @Nullable Long provisionedUnits(
      MappingReader holder, String key, String resource) {
    if (!holder.has(key)) {
      holder.problem(key, "is missing: " + resource + " is PROVISIONED");
      return null;
    }
    return holder.integer(key, 1, AwsSchema.MAX_UNITS);
  }

  private void noteIgnored(MappingReader holder, String key, String resource, String mode) {
    if (holder.optionalInteger(key, -1, AwsSchema.MAX_UNITS) != null) {
      notes.add(key + " of " + resource + " is ignored: the billing mode is " + mode);
    }
  }

  private static @Nullable Throughput warmThroughput(MappingReader holder) {
    String readKey = "warmReadUnitsPerSecond";
    String writeKey = "warmWriteUnitsPerSecond";
    if (!holder.has(readKey) && !holder.has(writeKey)) {
      return null;
    }
    Long read = holder.integer(readKey, 0, AwsSchema.MAX_UNITS);
    Long write = holder.integer(writeKey, 0, AwsSchema.MAX_UNITS);
    return read == null || write == null ? null : new Throughput(read, write);
  }

  private List<KeyAttribute> tableKeys() {
    Node partition = table.optionalNode("partitionKey");
    Node sort = table.optionalNode("sortKey");
    if (partition == null) {
      notes.add("no partitionKey is given; taken as " + DEFAULT_PARTITION_KEY + " of type S");
    }
    KeyAttribute partitionKey =
        partition == null
            ? new KeyAttribute(DEFAULT_PARTITION_KEY, "S", KeyAttribute.KeyType.HASH)
            : key(partition, KeyAttribute.KeyType.HASH);
    KeyAttribute sortKey = sort == null ? null : key(sort, KeyAttribute.KeyType.RANGE);
    List<KeyAttribute> keys = new ArrayList<>();
    if (partitionKey != null) {
      keys.add(partitionKey);
    }
    if (sortKey != null) {
      keys.add(sortKey);
    }
    return keys;
  }

  private List<GlobalSecondaryIndex> globalIndexes(@Nullable BillingMode mode) {
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    for (MappingReader reader : table.optionalMappings("globalSecondaryIndexes")) {
      GlobalSecondaryIndex index = globalIndex(reader, mode);
      if (index != null) {
        indexes.add(index);
      }
    }
    return indexes;
  }

  private @Nullable GlobalSecondaryIndex globalIndex(
      MappingReader reader, @Nullable BillingMode mode) {
    String name = reader.string("name");
    String resource = "index " + Quoted.plain(String.valueOf(name));
    List<KeyAttribute> keys = new ArrayList<>(keys(reader, "partitionKey"));
    if (!reader.has("partitionKey")) {
      reader.problem("partitionKey", "is missing");
    }
    keys.addAll(keys(reader, "sortKey"));
    Projection projection = projection(reader);
    CapacityMode capacity = mode == null ? null : capacity(reader, mode, resource);
    Throughput warm = warmThroughput(reader);
    autoScaling.addAll(InlineAutoScaling.read(reader, String.valueOf(name)));
    reader.ignore("readCapacityUnits", "writeCapacityUnits");
    reader.ignore("maxReadRequestUnits", "maxWriteRequestUnits");
    reader.finish();
    return name == null || capacity == null
        ? null
        : new GlobalSecondaryIndex(name, keys, projection, capacity, warm);
  }

  private List<LocalSecondaryIndex> localIndexes(List<KeyAttribute> tableKeys) {
    List<LocalSecondaryIndex> indexes = new ArrayList<>();
    for (MappingReader reader : table.optionalMappings("localSecondaryIndexes")) {
      String name = reader.string("name");
      Node sort = reader.node("sortKey");
      KeyAttribute sortKey = sort == null ? null : key(sort, KeyAttribute.KeyType.RANGE);
      Projection projection = projection(reader);
      reader.finish();
      if (name != null && sortKey != null && !tableKeys.isEmpty()) {
        indexes.add(
            new LocalSecondaryIndex(name, List.of(tableKeys.getFirst(), sortKey), projection));
      }
    }
    return indexes;
  }

  private void checkIndexNames(List<GlobalSecondaryIndex> global, List<LocalSecondaryIndex> local) {
    Set<String> names = new HashSet<>();
    Stream.concat(
            global.stream().map(GlobalSecondaryIndex::indexName),
            local.stream().map(LocalSecondaryIndex::indexName))
        .filter(name -> !names.add(name))
        .forEach(
            name -> problems.add(table.location(), "has two indexes called " + Quoted.of(name)));
  }

  private TableSettings settings() {
    TableSettings.TableClass tableClass =
        table.optionalConstant("tableClass", TableSettings.TableClass.class);
    List<String> replicas = new ArrayList<>();
    for (Node node : table.optionalSequence("replicas")) {
      String region = Scalars.text(node, problems);
      if (region != null) {
        replicas.add(region);
      }
    }
    return new TableSettings(
        tableClass == null ? TableSettings.TableClass.STANDARD : tableClass,
        table.optionalString("streams"),
        table.optionalString("ttl"),
        replicas);
  }

  /** The attributes under a key of an index: one, or a list of them. */
  private List<KeyAttribute> keys(MappingReader holder, String name) {
    KeyAttribute.KeyType type =
        name.equals("sortKey") ? KeyAttribute.KeyType.RANGE : KeyAttribute.KeyType.HASH;
    Node node = holder.optionalNode(name);
    List<Node> nodes =
        switch (node) {
          case null -> List.of();
          case Node.Sequence sequence -> sequence.elements();
          case Node.Mapping mapping -> List.of(mapping);
          case Node.Scalar scalar -> List.of(scalar);
          case Node.Tagged tagged -> List.of(tagged);
          case Node.Unknown unknown -> List.of(unknown);
        };
    List<KeyAttribute> keys = new ArrayList<>();
    for (Node element : nodes) {
      KeyAttribute key = key(element, type);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  private @Nullable KeyAttribute key(Node node, KeyAttribute.KeyType keyType) {
    if (node instanceof Node.Mapping mapping) {
      MappingReader reader = new MappingReader(mapping, problems);
      String name = reader.string("name");
      String type = reader.optionalString("type");
      reader.finish();
      return name == null ? null : key(node, name, type == null ? "S" : type, keyType);
    }
    String text = Scalars.text(node, problems);
    if (text == null) {
      return null;
    }
    int colon = text.lastIndexOf(':');
    return colon < 0
        ? key(node, text.strip(), "S", keyType)
        : key(node, text.substring(0, colon).strip(), text.substring(colon + 1).strip(), keyType);
  }

  private @Nullable KeyAttribute key(
      Node node, String name, String type, KeyAttribute.KeyType keyType) {
    String upper = type.toUpperCase(Locale.ROOT);
    if (!Set.of("S", "N", "B").contains(upper)) {
      problems.add(node.location(), "has the type " + Quoted.of(type) + "; a key is S, N or B");
      return null;
    }
    if (name.isEmpty()) {
      problems.add(node.location(), "has no attribute name");
      return null;
    }
    return new KeyAttribute(name, upper, keyType);
  }

  private Projection projection(MappingReader index) {
    Node node = index.optionalNode("projection");
    if (node instanceof Node.Mapping mapping) {
      MappingReader reader = new MappingReader(mapping, problems);
      List<String> attributes = new ArrayList<>();
      for (Node element : reader.sequence("include")) {
        String attribute = Scalars.text(element, problems);
        if (attribute != null) {
          attributes.add(attribute);
        }
      }
      reader.finish();
      return new Projection(Projection.Type.INCLUDE, attributes);
    }
    if (node == null) {
      return Projection.ALL;
    }
    Projection.Type type = Scalars.constant(node, Projection.Type.class, problems);
    if (type == Projection.Type.INCLUDE) {
      problems.add(node.location(), "INCLUDE needs attributes: {include: [attribute, …]}");
    }
    return type == Projection.Type.KEYS_ONLY ? Projection.KEYS_ONLY : Projection.ALL;
  }
}
