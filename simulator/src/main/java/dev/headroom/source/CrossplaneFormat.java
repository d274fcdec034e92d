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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Crossplane's managed resources, with the settings under {@code spec.forProvider}.
 *
 * <ul>
 *   <li>The community provider's {@code Table} ({@code dynamodb.aws.crossplane.io}) has
 *       CreateTable's names in camel case.
 *   <li>The generated provider's {@code Table} ({@code dynamodb.aws.upbound.io}, {@code
 *       dynamodb.aws.m.upbound.io}) has Terraform's. Values under {@code spec.initProvider} count
 *       where {@code forProvider} does not say otherwise, as on creation.
 *   <li>Its {@code Target}, {@code Policy} and {@code ScheduledAction} ({@code
 *       appautoscaling.aws.upbound.io}) may name their target by reference or by labels.
 *   <li>The table is called by the annotation {@code crossplane.io/external-name}, else by the
 *       resource's own name.
 * </ul>
 *
 * <p>Sources: crossplane-contrib/provider-aws, {@code apis/dynamodb/v1alpha1}; Upbound Marketplace,
 * provider-aws-dynamodb and provider-aws-appautoscaling; Crossplane documentation, "Managed
 * Resources".
 */
final class CrossplaneFormat implements TableFormat {

  private static final String NAME = "crossplane";
  private static final String COMMUNITY = "dynamodb.aws.crossplane.io/";
  private static final List<String> TABLES =
      List.of(COMMUNITY, "dynamodb.aws.upbound.io/", "dynamodb.aws.m.upbound.io/");
  private static final List<String> SCALING =
      List.of("appautoscaling.aws.upbound.io/", "appautoscaling.aws.m.upbound.io/");
  private static final List<String> SCALING_KINDS = List.of("Target", "Policy", "ScheduledAction");
  private static final String EXTERNAL_NAME = "crossplane.io/external-name";
  private static final String FOR_PROVIDER = "forProvider";
  private static final String INIT_PROVIDER = "initProvider";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "a Crossplane Table (dynamodb.aws.upbound.io/v1beta1 or " + COMMUNITY + "v1alpha1)";
  }

  @Override
  public boolean recognises(Node document) {
    KubernetesObject object = KubernetesObject.of(document);
    return object != null && (isTable(object) || isScaling(object));
  }

  private static boolean isTable(KubernetesObject object) {
    return TABLES.stream().anyMatch(group -> object.isOf(group, "Table"));
  }

  private static boolean isScaling(KubernetesObject object) {
    return SCALING.stream()
        .anyMatch(group -> SCALING_KINDS.stream().anyMatch(kind -> object.isOf(group, kind)));
  }

  @Override
  public void read(Node document, TableReading reading) {
    KubernetesObject object = KubernetesObject.of(document);
    MappingReader spec = object == null ? null : object.spec(reading.problems());
    MappingReader settings = spec == null ? null : spec.mapping(FOR_PROVIDER);
    if (object == null || spec == null || settings == null) {
      return;
    }
    if (isScaling(object)) {
      readScaling(object, settings, reading);
      return;
    }
    String name = name(object, spec);
    Table table =
        object.apiVersion().startsWith(COMMUNITY)
            ? communityTable(name, object.mapping().location(), settings)
            : generatedTable(name, object.mapping().location(), settings, spec);
    if (table != null) {
      reading.add(table);
    }
  }

  private static @Nullable Table communityTable(
      @Nullable String name, Location place, MappingReader settings) {
    List<String> notes = new ArrayList<>();
    AwsSchema schema = new AwsSchema(Spelling.CAMEL_CASE, settings.problems(), notes);
    TableBody body =
        schema.body(
            settings,
            name == null ? "?" : Quoted.plain(name),
            schema.billingMode(settings, BillingMode.PROVISIONED));
    TableSettings tableSettings =
        new TableSettings(
            schema.tableClass(settings),
            schema.streamViewType(settings),
            schema.ttlAttribute(settings, "timeToLive"),
            List.of());
    String region = settings.optionalString("region");
    settings.ignore("deletionProtectionEnabled", "pointInTimeRecoverySpecification");
    settings.ignore("sseSpecification", "tags");
    schema.noteUnknownKeys(settings);
    return body.toTable(
        name, NAME, place, region, List.of(), tableSettings, TableStatistics.NONE, notes);
  }

  private static @Nullable Table generatedTable(
      @Nullable String name, Location place, MappingReader settings, MappingReader spec) {
    List<String> notes = new ArrayList<>();
    MappingReader merged = merged(settings, spec.optionalMapping(INIT_PROVIDER), notes);
    return new ProviderTable(merged, Spelling.CAMEL_CASE, false, notes)
        .read(name, NAME, place, merged.optionalString("region"));
  }

  /** {@code forProvider}, with the values of {@code initProvider} that it does not have. */
  private static MappingReader merged(
      MappingReader settings, @Nullable MappingReader initial, List<String> notes) {
    if (initial == null) {
      return settings;
    }
    Map<String, Node> entries = new LinkedHashMap<>(initial.mapping().entries());
    entries.keySet().removeAll(settings.mapping().entries().keySet());
    if (!entries.isEmpty()) {
      notes.add(
          "taken from initProvider, which counts on creation only: "
              + Quoted.plain(String.join(", ", entries.keySet())));
    }
    entries.putAll(settings.mapping().entries());
    return new MappingReader(new Node.Mapping(settings.location(), entries), settings.problems());
  }

  private static @Nullable String name(KubernetesObject object, MappingReader spec) {
    String external = object.annotation(EXTERNAL_NAME);
    String name = external == null ? object.name() : external;
    if (name == null) {
      spec.problems()
          .add(
              object.mapping().location(),
              "has no name: metadata needs name or the annotation " + EXTERNAL_NAME);
    }
    return name;
  }

  private static void readScaling(
      KubernetesObject object, MappingReader settings, TableReading reading) {
    ScalingReader scaling = new ScalingReader(Spelling.CAMEL_CASE, reading);
    if (object.kind().equals("Target")) {
      ScalableDimension dimension = scaling.readTarget(settings);
      if (dimension != null) {
        reading.scaling().name(object.name(), object.labels(), dimension);
      }
      return;
    }
    reading.aboutOtherTables();
    // References may point forward.
    reading.afterwards(
        problems -> {
          MappingReader again = new MappingReader(settings.mapping(), problems);
          Consumer<ScalableDimension> read =
              dimension -> {
                if (object.kind().equals("Policy")) {
                  scaling.readPolicy(again, dimension);
                } else {
                  scaling.readScheduledAction(again, dimension);
                }
              };
          target(again, reading.scaling(), scaling).ifPresent(read);
        });
  }

  /** What is scaled: by resource id, or by reference to a target; empty after a problem. */
  private static Optional<ScalableDimension> target(
      MappingReader settings, ScalingRules rules, ScalingReader scaling) {
    MappingReader reference = settings.optionalMapping("resourceIdRef");
    MappingReader selector = settings.optionalMapping("resourceIdSelector");
    if (settings.has("resourceId") || (reference == null && selector == null)) {
      return Optional.ofNullable(scaling.dimension(settings));
    }
    String key = reference != null ? "resourceIdRef" : "resourceIdSelector";
    List<ScalableDimension> named =
        reference != null
            ? rules.named(String.valueOf(reference.string("name")))
            : rules.labelled(KubernetesObject.texts(settings.optionalNode(key), "matchLabels"));
    if (named.size() == 1) {
      return Optional.of(named.getFirst());
    }
    settings.problem(key, "must name one Target in the files that were read, not " + named.size());
    return Optional.empty();
  }
}
