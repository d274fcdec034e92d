package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.source.AwsSchema.BillingMode;
import dev.headroom.table.Table;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
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
      readInto(table, reading);
    }
  }

  /** Reads a description, or the input of CreateTable, which has the same keys. */
  static void readInto(MappingReader description, TableReading reading) {
    Table table = readTable(description, reading.problems());
    if (table != null) {
      reading.add(table);
    }
  }

  /** The description in an answer of the service; null if there is none. */
  static @Nullable Node wrapped(Node.Mapping answer) {
    for (String wrapper : WRAPPERS) {
      Node wrapped = answer.entries().get(wrapper);
      if (wrapped != null) {
        return wrapped;
      }
    }
    return null;
  }

  private static @Nullable Node description(Node.Mapping document) {
    Node wrapped = wrapped(document);
    if (wrapped != null) {
      return wrapped;
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
    if (!table.has("KeySchema") && "DELETING".equals(table.optionalString("TableStatus"))) {
      table.problem(
          "TableStatus",
          "is DELETING: the answer of delete-table does not describe the table; give the output of"
              + " describe-table");
      return null;
    }
    TableBody body =
        schema.body(table, name == null ? "?" : Quoted.plain(name), billingMode(table, schema));
    TableStatistics statistics = statistics(table, notes);
    TableSettings settings = settings(table, schema);
    String region = region(table);
    noteTheRest(table, schema, notes);
    return body.toTable(
        name, NAME, table.location(), region, List.of(), settings, statistics, notes);
  }

  private static BillingMode billingMode(MappingReader table, AwsSchema schema) {
    MappingReader summary = table.optionalMapping("BillingModeSummary");
    return schema.billingMode(summary == null ? table : summary, BillingMode.PROVISIONED);
  }

  private static TableSettings settings(MappingReader table, AwsSchema schema) {
    MappingReader summary = table.optionalMapping("TableClassSummary");
    return new TableSettings(
        schema.tableClass(summary == null ? table : summary),
        schema.streamViewType(table),
        null,
        schema.replicaRegions(table, "Replicas"));
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
    return arn == null ? null : regionOf(arn);
  }

  /** The Region in a table's ARN; null if it is none. */
  static @Nullable String regionOf(String arn) {
    Matcher matcher = ARN.matcher(arn);
    return matcher.lookingAt() ? matcher.group("region") : null;
  }

  private static void noteTheRest(MappingReader table, AwsSchema schema, List<String> notes) {
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
    schema.noteUnknownKeys(table);
  }
}
