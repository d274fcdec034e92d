package dev.headroom.source;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.source.AwsSchema.BillingMode;
import dev.headroom.source.ScalingRules.Policy;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An {@code AWS::DynamoDB::GlobalTable}: one table for each replica, in its Region. Used once.
 *
 * <p>Write settings stand at the table and its indexes and hold everywhere; read settings stand at
 * each replica. Auto scaling begins at {@code SeedCapacity}, else at its minimum. Source:
 * CloudFormation Template Reference, AWS::DynamoDB::GlobalTable.
 */
final class TemplateGlobalTable {

  /** Capacity of one dimension: units or a maximum, and what scales it. */
  private record Side(@Nullable Long units, OptionalLong maximum, @Nullable AutoScaling scaling) {
    private static final Side NOTHING = new Side(null, OptionalLong.empty(), null);
  }

  /** An index without the read settings, which differ between replicas. */
  private record Index(
      MappingReader reader,
      String name,
      List<KeyAttribute> keys,
      Projection projection,
      Side write,
      @Nullable Throughput warm) {}

  private final TemplateTable table;
  private final MappingReader properties;
  private final AwsSchema schema;
  private final ScalingReader scaling;
  private final BillingMode mode;

  TemplateGlobalTable(TemplateTable table, ScalingReader scaling) {
    this.table = table;
    this.properties = table.properties();
    this.schema = table.schema();
    this.scaling = scaling;
    this.mode = schema.billingMode(properties, BillingMode.PROVISIONED);
  }

  /** The replicas' tables; those without problems. */
  List<Table> read() {
    schema.readAttributeDefinitions(properties);
    List<KeyAttribute> keys = schema.tableKeys(properties);
    Side write = side(properties, Dimension.WRITE, table.name(), "table " + shownName());
    Throughput warm = schema.warmThroughput(properties, "table " + shownName());
    List<Index> indexes = indexes();
    List<LocalSecondaryIndex> local = schema.localIndexes(properties, "LocalSecondaryIndexes");
    List<MappingReader> replicas = properties.optionalMappings("Replicas");
    if (replicas.isEmpty()) {
      properties.problem("Replicas", "must name at least one replica");
    }
    List<String> regions =
        replicas.stream().map(replica -> String.valueOf(replica.name("Region"))).toList();
    properties.ignore("ReadProvisionedThroughputSettings", "ReadOnDemandThroughputSettings");
    table.noteTheRest();
    List<Table> tables = new ArrayList<>();
    for (MappingReader replica : replicas) {
      String region = String.valueOf(replica.name("Region"));
      Side read = side(holder(replica, properties), Dimension.READ, table.name(), in(region));
      List<AutoScaling> scaled = new ArrayList<>();
      List<GlobalSecondaryIndex> global = globalIndexes(indexes, replica, region, scaled);
      schema.checkIndexNames(properties.location(), global, local);
      addScaling(scaled, 0, read, write);
      Table replicaTable =
          table.toTable(
              new TableBody(keys, capacity(read, write), warm, global, local),
              region,
              scaled,
              regions.stream().filter(other -> !other.equals(region)).toList(),
              schema.tableClass(replica));
      if (replicaTable != null) {
        tables.add(replicaTable);
      }
    }
    return tables;
  }

  private String shownName() {
    return Quoted.plain(table.name());
  }

  private String in(String region) {
    return "table " + shownName() + " in " + Quoted.plain(region);
  }

  private List<Index> indexes() {
    List<Index> indexes = new ArrayList<>();
    for (MappingReader reader : properties.optionalMappings("GlobalSecondaryIndexes")) {
      String name = reader.string("IndexName");
      List<KeyAttribute> keys = schema.globalIndexKeys(reader);
      Projection projection = schema.projection(reader);
      String words = "index " + Quoted.plain(String.valueOf(name)) + " of table " + shownName();
      Side write = side(reader, Dimension.WRITE, String.valueOf(name), words);
      Throughput warm = schema.warmThroughput(reader, words);
      if (name != null) {
        indexes.add(new Index(reader, name, keys, projection, write, warm));
      }
    }
    return indexes;
  }

  private List<GlobalSecondaryIndex> globalIndexes(
      List<Index> indexes, MappingReader replica, String region, List<AutoScaling> scaled) {
    List<MappingReader> own = replica.optionalMappings("GlobalSecondaryIndexes");
    List<GlobalSecondaryIndex> global = new ArrayList<>();
    for (Index index : indexes) {
      MappingReader settings =
          own.stream()
              .filter(reader -> index.name().equals(reader.optionalString("IndexName")))
              .findFirst()
              .orElseGet(() -> withoutReadSettings(replica));
      Side read =
          side(
              holder(settings, index.reader()),
              Dimension.READ,
              index.name(),
              "index " + Quoted.plain(index.name()) + " of " + in(region));
      CapacityMode capacity = capacity(read, index.write());
      addScaling(scaled, scaled.size(), read, index.write());
      if (capacity != null) {
        global.add(
            new GlobalSecondaryIndex(
                index.name(), index.keys(), index.projection(), capacity, index.warm()));
      }
    }
    return global;
  }

  /** Stands for an index that a replica does not mention. */
  private static MappingReader withoutReadSettings(MappingReader replica) {
    return new MappingReader(
        new Node.Mapping(replica.location("GlobalSecondaryIndexes"), Map.of()), replica.problems());
  }

  /** Where read settings stand: at the replica, or at what all replicas share. */
  private static MappingReader holder(MappingReader replica, MappingReader shared) {
    boolean isShared =
        !replica.has("ReadProvisionedThroughputSettings")
            && !replica.has("ReadOnDemandThroughputSettings")
            && (shared.has("ReadProvisionedThroughputSettings")
                || shared.has("ReadOnDemandThroughputSettings"));
    return isShared ? shared : replica;
  }

  private static void addScaling(List<AutoScaling> scaled, int position, Side read, Side write) {
    if (write.scaling() != null) {
      scaled.add(position, write.scaling());
    }
    if (read.scaling() != null) {
      scaled.add(position, read.scaling());
    }
  }

  private @Nullable CapacityMode capacity(Side read, Side write) {
    return switch (mode) {
      case PROVISIONED ->
          read.units() == null || write.units() == null
              ? null
              : new CapacityMode.Provisioned(read.units(), write.units());
      case PAY_PER_REQUEST -> new CapacityMode.OnDemand(read.maximum(), write.maximum());
    };
  }

  private Side side(MappingReader holder, Dimension dimension, String resource, String words) {
    String word = dimension == Dimension.READ ? "Read" : "Write";
    String provisionedKey = word + "ProvisionedThroughputSettings";
    String onDemandKey = word + "OnDemandThroughputSettings";
    noteIgnored(holder, mode == BillingMode.PROVISIONED ? onDemandKey : provisionedKey, words);
    MappingReader onDemand = holder.optionalMapping(onDemandKey);
    return switch (mode) {
      case PAY_PER_REQUEST ->
          onDemand == null
              ? Side.NOTHING
              : new Side(null, AwsSchema.maximum(onDemand, "Max" + word + "RequestUnits"), null);
      case PROVISIONED -> {
        if (!holder.has(provisionedKey)) {
          holder.problem(provisionedKey, "is missing: " + words + " is PROVISIONED");
          yield Side.NOTHING;
        }
        MappingReader settings = holder.mapping(provisionedKey);
        yield settings == null ? Side.NOTHING : provisioned(settings, dimension, resource, words);
      }
    };
  }

  private void noteIgnored(MappingReader holder, String key, String words) {
    if (holder.has(key)) {
      table.notes().add(key + " of " + words + " is ignored: the billing mode is " + mode);
    }
  }

  private Side provisioned(
      MappingReader settings, Dimension dimension, String resource, String words) {
    String word = dimension == Dimension.READ ? "Read" : "Write";
    String unitsKey = word + "CapacityUnits";
    if (settings.has(unitsKey)) {
      Long units = settings.integer(unitsKey, 1, AwsSchema.MAX_UNITS);
      return new Side(units, OptionalLong.empty(), null);
    }
    MappingReader auto = settings.mapping(word + "CapacityAutoScalingSettings");
    if (auto == null) {
      return Side.NOTHING;
    }
    Long min = auto.integer("MinCapacity", 1, AwsSchema.MAX_UNITS);
    Long max = auto.integer("MaxCapacity", 1, AwsSchema.MAX_UNITS);
    Long seed = auto.optionalInteger("SeedCapacity", 1, AwsSchema.MAX_UNITS);
    MappingReader configuration = auto.mapping("TargetTrackingScalingPolicyConfiguration");
    Policy policy = configuration == null ? null : scaling.policy(configuration);
    if (min == null || max == null || policy == null) {
      return Side.NOTHING;
    }
    if (min > max) {
      auto.problem("MinCapacity", "must not be above MaxCapacity, " + max);
    }
    if (seed == null) {
      table
          .notes()
          .add(
              "the "
                  + word.toLowerCase(Locale.ROOT)
                  + " capacity of "
                  + words
                  + " begins at its minimum: there is no SeedCapacity");
    }
    AutoScaling scaled =
        new AutoScaling(
            resource,
            dimension,
            min,
            max,
            policy.targetPercent(),
            policy.scaleInCooldownSeconds(),
            policy.scaleOutCooldownSeconds(),
            policy.disableScaleIn(),
            List.of());
    return new Side(seed == null ? min : seed, OptionalLong.empty(), scaled);
  }
}
