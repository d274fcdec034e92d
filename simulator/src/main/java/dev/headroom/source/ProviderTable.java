package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.source.AwsSchema.BillingMode;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.KeyAttribute.KeyType;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table in the words of Terraform's AWS provider ({@code aws_dynamodb_table}): in snake case, or
 * in camel case as Crossplane's generated resources have them. Used once.
 *
 * <p>Source: Terraform Registry, hashicorp/aws, {@code aws_dynamodb_table}: the billing mode is
 * PROVISIONED unless given; {@code read_capacity} and {@code write_capacity} are required then, of
 * the table and of each global secondary index. Where a table changes from PAY_PER_REQUEST to
 * PROVISIONED without capacity, because {@code ignore_changes} covers it, the provider sets 1
 * ({@code expandProvisionedThroughputField}): that is reported, not taken.
 */
final class ProviderTable {

  /** What has nothing to do with throughput, or is only reported. */
  private static final List<String> IGNORED =
      List.of(
          "Arn",
          "DeletionProtectionEnabled",
          "GlobalTableWitness",
          "Id",
          "ImportTable",
          "Name",
          "PointInTimeRecovery",
          "Region",
          "RestoreDateTime",
          "RestoreSourceName",
          "RestoreSourceTableArn",
          "RestoreToLatestTime",
          "ServerSideEncryption",
          "StreamArn",
          "StreamLabel",
          "Tags",
          "TagsAll",
          "Timeouts");

  private final MappingReader table;
  private final Spelling spelling;
  private final List<String> notes;
  private final AwsSchema schema;
  private final boolean wasOnDemand;
  private final List<String> ignoredChanges;

  /**
   * A reader of one table.
   *
   * @param wasOnDemand whether the table exists and is PAY_PER_REQUEST so far
   * @param notes receives what was assumed or left out
   */
  ProviderTable(MappingReader table, Spelling spelling, boolean wasOnDemand, List<String> notes) {
    this.table = table;
    this.spelling = spelling;
    this.notes = notes;
    this.schema = new AwsSchema(spelling, table.problems(), notes);
    this.wasOnDemand = wasOnDemand;
    MappingReader lifecycle = Blocks.optional(table, key("Lifecycle"));
    this.ignoredChanges =
        lifecycle == null
            ? List.of()
            : lifecycle.optionalSequence(key("IgnoreChanges")).stream()
                .flatMap(node -> node instanceof Node.Scalar s ? Stream.of(s.text()) : Stream.of())
                .toList();
  }

  /**
   * Reads the table.
   *
   * @param name its name; null after a problem was noted
   * @param place where it stands as a whole
   */
  @Nullable Table read(
      @Nullable String name, String format, Location place, @Nullable String region) {
    String shownName = name == null ? "?" : Quoted.plain(name);
    BillingMode mode = schema.billingMode(table, BillingMode.PROVISIONED);
    schema.readAttributes(table, "Attribute", "Name", "Type");
    List<KeyAttribute> keys = keys(table);
    CapacityMode capacity = capacity(table, mode, "table " + shownName);
    Throughput warm = schema.warmThroughput(table, "table " + shownName);
    List<GlobalSecondaryIndex> global = globalIndexes(mode, shownName);
    List<LocalSecondaryIndex> local = localIndexes(keys);
    schema.checkIndexNames(table.location(), global, local);
    TableSettings settings = settings();
    IGNORED.forEach(apiName -> table.ignore(key(apiName)));
    schema.noteUnknownKeys(table);
    return new TableBody(keys, capacity, warm, global, local)
        .toTable(name, format, place, region, List.of(), settings, TableStatistics.NONE, notes);
  }

  private List<KeyAttribute> keys(MappingReader holder) {
    List<KeyAttribute> keys = new ArrayList<>();
    List<MappingReader> parts = holder.optionalMappings(key("KeySchema"));
    for (MappingReader part : parts) {
      add(keys, part.string(key("AttributeName")), part.constant(key("KeyType"), KeyType.class));
    }
    if (parts.isEmpty()) {
      add(keys, holder.string(key("HashKey")), KeyType.HASH);
      add(keys, holder.optionalString(key("RangeKey")), KeyType.RANGE);
    }
    return keys.stream().sorted(Comparator.comparing(KeyAttribute::keyType)).toList();
  }

  private void add(List<KeyAttribute> keys, @Nullable String name, @Nullable KeyType type) {
    if (name != null && type != null) {
      keys.add(schema.keyAttribute(name, type));
    }
  }

  private @Nullable CapacityMode capacity(MappingReader holder, BillingMode mode, String resource) {
    String readKey = key("ReadCapacity");
    String writeKey = key("WriteCapacity");
    return switch (mode) {
      case PROVISIONED -> {
        schema.notePointlessMaximum(holder, resource);
        Long read = units(holder, readKey, resource);
        Long write = units(holder, writeKey, resource);
        yield read == null || write == null ? null : new CapacityMode.Provisioned(read, write);
      }
      case PAY_PER_REQUEST -> {
        schema.notePointlessUnits(holder, readKey, writeKey, resource);
        yield schema.onDemand(holder);
      }
    };
  }

  private @Nullable Long units(MappingReader holder, String key, String resource) {
    Long units = holder.optionalInteger(key, 0, AwsSchema.MAX_UNITS);
    if (units != null && units > 0) {
      if (isIgnored(key)) {
        notes.add(
            key + " of " + resource + " is under ignore_changes: the live table may have another");
      }
      return units;
    }
    boolean isGivenOtherwise = holder.has(key) && units == null;
    if (!isGivenOtherwise) {
      holder.problem(
          key,
          wasOnDemand
              ? "is not given although "
                  + resource
                  + " changes from PAY_PER_REQUEST to PROVISIONED: the provider would set 1 unit/s;"
                  + " is it under ignore_changes?"
              : (units == null ? "is missing: " : "must be at least 1, not 0: ")
                  + resource
                  + " is PROVISIONED"
                  + (isIgnored(key)
                      ? "; it is under ignore_changes, so that the provider sets 1 unit/s where the"
                          + " table changes from PAY_PER_REQUEST"
                      : ""));
    }
    return null;
  }

  /** Whether Terraform leaves a live table's capacity as it is. */
  private boolean isIgnored(String key) {
    return ignoredChanges.contains(key) || ignoredChanges.contains("all");
  }

  private List<GlobalSecondaryIndex> globalIndexes(BillingMode mode, String tableName) {
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    for (MappingReader reader : table.optionalMappings(key("GlobalSecondaryIndex"))) {
      String name = reader.string(key("Name"));
      List<KeyAttribute> keys = keys(reader);
      Projection projection = projection(reader);
      String resource = "index " + (name == null ? "?" : Quoted.plain(name));
      CapacityMode capacity = capacity(reader, mode, resource + " of table " + tableName);
      Throughput warm = schema.warmThroughput(reader, resource);
      if (name != null && capacity != null) {
        indexes.add(new GlobalSecondaryIndex(name, keys, projection, capacity, warm));
      }
    }
    return indexes;
  }

  private List<LocalSecondaryIndex> localIndexes(List<KeyAttribute> tableKeys) {
    List<LocalSecondaryIndex> indexes = new ArrayList<>();
    for (MappingReader reader : table.optionalMappings(key("LocalSecondaryIndex"))) {
      String name = reader.string(key("Name"));
      String range = reader.string(key("RangeKey"));
      Projection projection = projection(reader);
      if (name != null && range != null && !tableKeys.isEmpty()) {
        List<KeyAttribute> keys =
            List.of(tableKeys.getFirst(), schema.keyAttribute(range, KeyType.RANGE));
        indexes.add(new LocalSecondaryIndex(name, keys, projection));
      }
    }
    return indexes;
  }

  private Projection projection(MappingReader index) {
    Projection.Type type = index.constant(key("ProjectionType"), Projection.Type.class);
    return type == null ? Projection.ALL : schema.projection(index, type);
  }

  private TableSettings settings() {
    boolean isStreaming = Boolean.TRUE.equals(table.optionalBoolean(key("StreamEnabled")));
    String view = table.optionalString(key("StreamViewType"));
    MappingReader ttl = Blocks.optional(table, key("Ttl"));
    boolean isExpiring = ttl != null && Boolean.TRUE.equals(ttl.optionalBoolean(key("Enabled")));
    List<String> replicas = new ArrayList<>();
    for (MappingReader replica : table.optionalMappings(key("Replica"))) {
      String region = replica.string(key("RegionName"));
      if (region != null) {
        replicas.add(region);
      }
    }
    return new TableSettings(
        schema.tableClass(table),
        isStreaming ? view : null,
        isExpiring && ttl != null ? ttl.optionalString(key("AttributeName")) : null,
        replicas);
  }

  private String key(String apiName) {
    return spelling.key(apiName);
  }
}
