package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.source.AwsSchema.BillingMode;
import dev.headroom.table.Table;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resources of the AWS Controllers for Kubernetes: {@code Table} of the group {@code
 * dynamodb.services.k8s.aws}, and {@code ScalableTarget} and {@code ScalingPolicy} of {@code
 * applicationautoscaling.services.k8s.aws}.
 *
 * <p>The {@code spec} is CreateTable's input in camel case; without a billing mode a table is
 * PROVISIONED, as CreateTable has it. The Region is an annotation. Source: aws-controllers-k8s,
 * dynamodb-controller, {@code apis/v1alpha1/table.go}; ACK documentation, "Multi-Region".
 */
final class AckFormat implements TableFormat {

  private static final String NAME = "ack";
  private static final String TABLES = "dynamodb.services.k8s.aws/";
  private static final String SCALING = "applicationautoscaling.services.k8s.aws/";
  private static final String REGION = "services.k8s.aws/region";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "a Table of the AWS Controllers for Kubernetes (" + TABLES + "v1alpha1)";
  }

  @Override
  public boolean recognises(Node document) {
    KubernetesObject object = KubernetesObject.of(document);
    return object != null
        && (object.isOf(TABLES, "Table")
            || object.isOf(SCALING, "ScalableTarget")
            || object.isOf(SCALING, "ScalingPolicy"));
  }

  @Override
  public void read(Node document, TableReading reading) {
    KubernetesObject object = KubernetesObject.of(document);
    MappingReader spec = object == null ? null : object.spec(reading.problems());
    if (object == null || spec == null) {
      return;
    }
    String region = object.annotation(REGION);
    ScalingReader scaling = new ScalingReader(Spelling.CAMEL_CASE, reading, region);
    switch (object.kind()) {
      case "ScalableTarget" -> scaling.readTarget(spec);
      case "ScalingPolicy" -> scaling.readPolicy(spec);
      default -> {
        Table table = table(spec, object.mapping().location(), region);
        if (table != null) {
          reading.add(table);
        }
      }
    }
  }

  private static @Nullable Table table(
      MappingReader spec, Location place, @Nullable String region) {
    List<String> notes = new ArrayList<>();
    AwsSchema schema = new AwsSchema(Spelling.CAMEL_CASE, spec.problems(), notes);
    String name = spec.string("tableName");
    TableBody body =
        schema.body(
            spec,
            name == null ? "?" : Quoted.plain(name),
            schema.billingMode(spec, BillingMode.PROVISIONED));
    List<String> replicas = new ArrayList<>(schema.replicaRegions(spec, "tableReplicas"));
    replicas.addAll(schema.replicaRegions(spec, "replicationGroup"));
    TableSettings settings =
        new TableSettings(
            schema.tableClass(spec),
            schema.streamViewType(spec),
            schema.ttlAttribute(spec, "timeToLive"),
            replicas);
    spec.ignore(
        "continuousBackups",
        "contributorInsights",
        "deletionProtectionEnabled",
        "resourcePolicy",
        "sseSpecification",
        "tags");
    schema.noteUnknownKeys(spec);
    return body.toTable(
        name, NAME, place, region, List.of(), settings, TableStatistics.NONE, notes);
  }
}
