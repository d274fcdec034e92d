package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.source.AwsSchema.BillingMode;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Table;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table resource of a CloudFormation template with its functions evaluated. Used once.
 *
 * <p>Source: CloudFormation Template Reference, AWS::DynamoDB::Table ({@code BillingMode}: "If not
 * specified, the default is PROVISIONED"); SAM specification, AWS::Serverless::SimpleTable (without
 * {@code ProvisionedThroughput} on demand; the key is {@code id}, a String, unless given).
 */
final class TemplateTable {

  private final Location place;
  private final MappingReader properties;
  private final String name;
  private final @Nullable String region;
  private final List<String> notes = new ArrayList<>();
  private final AwsSchema schema;

  /**
   * A reader of one resource.
   *
   * @param name the table's name, with placeholders for what is not known
   * @param region the stack's Region, if it is known
   */
  TemplateTable(
      String logicalId,
      Location place,
      MappingReader properties,
      String name,
      @Nullable String region) {
    this.place = place;
    this.properties = properties;
    this.name = name;
    this.region = region;
    this.schema = new AwsSchema(Spelling.PASCAL_CASE, properties.problems(), notes);
    Node given = properties.optionalNode("TableName");
    if (given == null) {
      notes.add("has no TableName: called by its logical id " + Quoted.plain(logicalId));
    } else if (given instanceof Node.Unknown unknown) {
      notes.add("the table's name " + unknown.reason());
    }
  }

  MappingReader properties() {
    return properties;
  }

  AwsSchema schema() {
    return schema;
  }

  List<String> notes() {
    return notes;
  }

  String name() {
    return name;
  }

  /** An {@code AWS::DynamoDB::Table}; null after a problem. */
  @Nullable Table readTable() {
    BillingMode mode = schema.billingMode(properties, BillingMode.PROVISIONED);
    TableBody body = schema.body(properties, Quoted.plain(name), mode);
    TableSettings.TableClass tableClass = schema.tableClass(properties);
    noteTheRest();
    return toTable(body, region, List.of(), List.of(), tableClass);
  }

  /** An {@code AWS::Serverless::SimpleTable}; null after a problem. */
  @Nullable Table readSimpleTable() {
    BillingMode mode =
        properties.has("ProvisionedThroughput")
            ? BillingMode.PROVISIONED
            : BillingMode.PAY_PER_REQUEST;
    TableBody body =
        new TableBody(
            List.of(simpleKey()),
            schema.capacity(properties, mode, "table " + Quoted.plain(name)),
            null,
            List.of(),
            List.of());
    noteTheRest();
    return toTable(body, region, List.of(), List.of(), TableSettings.TableClass.STANDARD);
  }

  private KeyAttribute simpleKey() {
    MappingReader key = properties.optionalMapping("PrimaryKey");
    String attribute = key == null ? null : key.string("Name");
    SimpleType type = key == null ? null : key.constant("Type", SimpleType.class);
    return new KeyAttribute(
        attribute == null ? "id" : attribute,
        (type == null ? SimpleType.STRING : type).name().substring(0, 1),
        KeyAttribute.KeyType.HASH);
  }

  /** SAM's names of the types, which begin with DynamoDB's. */
  private enum SimpleType {
    STRING,
    NUMBER,
    BINARY
  }

  /** Notes the keys that are not known; called once everything is read. */
  void noteTheRest() {
    if (properties.has("VectorIndexes")) {
      notes.add("vector indexes are not modelled and were ignored");
    }
    properties.ignore(
        "ContributorInsightsSpecification",
        "DeletionProtectionEnabled",
        "ImportSourceSpecification",
        "KinesisStreamSpecification",
        "PointInTimeRecoverySpecification",
        "ResourcePolicy",
        "SSESpecification",
        "StreamSpecification",
        "TableName",
        "Tags",
        "TimeToLiveSpecification");
    schema.noteUnknownKeys(properties);
  }

  /** The table of a body, with the settings that all table resources share. */
  @Nullable Table toTable(
      TableBody body,
      @Nullable String tableRegion,
      List<AutoScaling> autoScaling,
      List<String> replicas,
      TableSettings.TableClass tableClass) {
    TableSettings settings =
        new TableSettings(
            tableClass,
            schema.streamViewType(properties),
            schema.ttlAttribute(properties, "TimeToLiveSpecification"),
            replicas);
    return body.toTable(
        name,
        CloudFormationFormat.NAME,
        place,
        tableRegion,
        autoScaling,
        settings,
        TableStatistics.NONE,
        notes);
  }
}
