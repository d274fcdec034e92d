package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.source.AwsSchema.BillingMode;
import dev.headroom.source.AwsSchema.Spelling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code aws dynamodb describe-table} prints, in JSON or YAML: under {@code Table}, under
 * {@code TableDescription} (answers of create, update and delete), under {@code data} (recordings)
 * or bare.
 *
 * <ul>
 *   <li>The service leaves {@code BillingModeSummary} out for tables that were always provisioned,
 *       so its absence means PROVISIONED.
 *   <li>An on-demand table reports 0/0 provisioned units. They are no limit.
 *   <li>{@code OnDemandThroughput} of -1 means no maximum.
 *   <li>{@code WarmThroughput} says what the table is ready for; it is not capacity.
 *   <li>{@code NumberOfDecreasesToday} is the part of the day's budget of decreases that is used.
 *   <li>Time to live is not part of the description.
 * </ul>
 */
final class DescribeTableFormat implements TableFormat {

  private static final String NAME = "describe-table";
  private static final List<String> WRAPPERS = List.of("Table", "TableDescription");

  /** Epoch numbers above this are milliseconds: as seconds it is the year 5138. */
  private static final BigDecimal MAX_EPOCH_SECONDS = BigDecimal.valueOf(100_000_000_000L);

  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]{1,20}:dynamodb:(?<region>[a-z]{2}[a-z-]{1,20}-[0-9]{1,2}):");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "the output of aws dynamodb describe-table (JSON with \"Table\" or \"TableDescription\")";
  }

  @Override
  public boolean recognises(Node document) {
    return document instanceof Node.Mapping mapping && description(mapping) != null;
  }

  @Override
  public void read(Node document, TableReading reading) {
    Node description = document instanceof Node.Mapping mapping ? description(mapping) : null;
    MappingReader table =
        description == null ? null : MappingReader.of(description, reading.problems());
    if (table != null) {
      Table read = readTable(table, reading.problems());
      if (read != null) {
        reading.add(read);
      }
    }
  }

  private static @Nullable Node description(Node.Mapping document) {
    for (String wrapper : WRAPPERS) {
      Node wrapped = document.entries().get(wrapper);
      if (wrapped != null) {
        return wrapped;
      }
    }
    boolean bare =
        document.entries().containsKey("TableName")
            && (document.entries().containsKey("KeySchema")
                || document.entries().containsKey("TableStatus"));
    if (bare) {
      return document;
    }
    return document.entries().get("data") instanceof Node.Mapping recording
        ? description(recording)
        : null;
  }

  private static @Nullable Table readTable(MappingReader table, Problems problems) {
    List<String> notes = new ArrayList<>();
    AwsSchema schema = new AwsSchema(Spelling.PASCAL_CASE, problems, notes);
    String name = table.string("TableName");
    String resource = "table " + (name == null ? "?" : Quoted.plain(name));
    BillingMode mode = billingMode(table);
    schema.readAttributeDefinitions(table);
    List<KeyAttribute> keys = schema.tableKeys(table);
    CapacityMode capacity = schema.capacity(table, mode, resource);
    Throughput warm = schema.warmThroughput(table, resource);
    List<GlobalSecondaryIndex> global =
        schema.globalIndexes(table, "GlobalSecondaryIndexes", String.valueOf(name), mode);
    List<LocalSecondaryIndex> local = schema.localIndexes(table, "LocalSecondaryIndexes");
    schema.checkIndexNames(table.location(), global, local);
    TableStatistics statistics = statistics(table, notes);
    TableSettings settings = settings(table, notes);
    String region = region(table);
    noteTheRest(table, notes);
    if (name == null || capacity == null) {
      return null;
    }
    notes.addAll(Tables.nameNotes(name));
    TableOrigin origin = new TableOrigin(NAME, table.location().file(), table.location().line());
    return new Table(
        name,
        origin,
        region,
        keys,
        capacity,
        warm,
        global,
        local,
        List.of(),
        settings,
        statistics,
        notes);
  }

  private static BillingMode billingMode(MappingReader table) {
    MappingReader summary = table.optionalMapping("BillingModeSummary");
    BillingMode mode =
        summary == null
            ? table.optionalConstant("BillingMode", BillingMode.class)
            : summary.constant("BillingMode", BillingMode.class);
    return mode == null ? BillingMode.PROVISIONED : mode;
  }

  private static TableSettings settings(MappingReader table, List<String> notes) {
    MappingReader stream = table.optionalMapping("StreamSpecification");
    boolean streaming =
        stream != null && !Boolean.FALSE.equals(stream.optionalBoolean("StreamEnabled"));
    String view = streaming && stream != null ? stream.optionalString("StreamViewType") : null;
    MappingReader summary = table.optionalMapping("TableClassSummary");
    TableSettings.TableClass tableClass =
        summary == null
            ? table.optionalConstant("TableClass", TableSettings.TableClass.class)
            : summary.optionalConstant("TableClass", TableSettings.TableClass.class);
    List<String> replicas = new ArrayList<>();
    for (MappingReader replica : table.optionalMappings("Replicas")) {
      String region = replica.string("RegionName");
      if (region != null) {
        replicas.add(region);
      }
      for (String override :
          List.of("ProvisionedThroughputOverride", "OnDemandThroughputOverride")) {
        if (replica.has(override)) {
          notes.add(override + " of the replica in " + region + " is ignored");
        }
      }
    }
    return new TableSettings(
        tableClass == null ? TableSettings.TableClass.STANDARD : tableClass, view, null, replicas);
  }

  private static TableStatistics statistics(MappingReader table, List<String> notes) {
    Long items = table.optionalInteger("ItemCount", 0, Long.MAX_VALUE);
    Long sizeBytes = table.optionalInteger("TableSizeBytes", 0, Long.MAX_VALUE);
    String status = table.optionalString("TableStatus");
    if (status != null && !status.equals("ACTIVE")) {
      notes.add("the table was " + Quoted.plain(status) + " when it was described");
    }
    MappingReader throughput = table.optionalMapping("ProvisionedThroughput");
    Long decreases =
        throughput == null
            ? null
            : throughput.optionalInteger("NumberOfDecreasesToday", 0, Integer.MAX_VALUE);
    return new TableStatistics(
        items,
        sizeBytes,
        createdAt(table),
        status,
        decreases == null ? null : Math.toIntExact(decreases));
  }

  private static @Nullable Instant createdAt(MappingReader table) {
    String text = table.optionalString("CreationDateTime");
    if (text == null) {
      return null;
    }
    String compact = text.replace(" ", "");
    try {
      if (compact.matches("[0-9]{1,16}(\\.[0-9]{1,16})?([eE]\\+?[0-9]{1,2})?")) {
        BigDecimal epoch = new BigDecimal(compact);
        boolean millis = epoch.compareTo(MAX_EPOCH_SECONDS) > 0;
        BigDecimal epochMillis = millis ? epoch : epoch.movePointRight(3);
        return Instant.ofEpochMilli(epochMillis.toBigInteger().longValueExact());
      }
      return OffsetDateTime.parse(compact).toInstant();
    } catch (DateTimeParseException | ArithmeticException e) {
      table.problem(
          "CreationDateTime",
          "must be a time such as 2026-03-01T08:00:00Z or seconds since 1970, not "
              + Quoted.of(text));
      return null;
    }
  }

  private static @Nullable String region(MappingReader table) {
    String arn = table.optionalString("TableArn");
    if (arn == null) {
      return null;
    }
    Matcher matcher = ARN.matcher(arn);
    return matcher.lookingAt() ? matcher.group("region") : null;
  }

  private static void noteTheRest(MappingReader table, List<String> notes) {
    if (table.has("VectorIndexes")) {
      notes.add("vector indexes are not modelled and were ignored");
    }
    table.ignore(
        "ArchivalSummary",
        "BillingMode",
        "DeletionProtectionEnabled",
        "GlobalTableSettingsReplicationMode",
        "GlobalTableVersion",
        "GlobalTableWitnesses",
        "LatestStreamArn",
        "LatestStreamLabel",
        "MultiRegionConsistency",
        "RestoreSummary",
        "SSEDescription",
        "SSESpecification",
        "TableClass",
        "TableId",
        "Tags");
    for (String key : table.unknownKeys()) {
      notes.add("the key " + Quoted.plain(key) + " is not known and was ignored");
    }
  }
}
