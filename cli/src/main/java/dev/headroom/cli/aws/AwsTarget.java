package dev.headroom.cli.aws;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.load.LoadTarget;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.KeyAttribute;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * DynamoDB itself, in the account and Region that any AWS SDK finds. A run makes a table of its own
 * there, unless one is named that is to be driven; accounts and names that look like production are
 * refused.
 */
public final class AwsTarget implements LoadTarget, AutoCloseable {

  /** A larger share of throttled attempts ends a run. */
  private static final double MOST_THROTTLED_SHARE = 0.5;

  private final String region;
  private final @Nullable URI endpoint;
  private final String tableName;
  private final boolean isKept;
  private final List<ScaledResource> scaled = new CopyOnWriteArrayList<>();
  private final DefaultCredentialsProvider credentials =
      DefaultCredentialsProvider.builder().build();

  private AwsTarget(String region, @Nullable URI endpoint, String tableName, boolean isKept) {
    this.region = region;
    this.endpoint = endpoint;
    this.tableName = tableName;
    this.isKept = isKept;
  }

  /**
   * The target of a scenario's run.
   *
   * @param prefix what the name of a table begins with that is made
   * @param existing the table that is driven instead; null to make one
   * @param region the Region; null for the one that is configured
   * @param endpoint another address of all services, for tests; null for AWS's own
   * @throws InvalidInputException if the account or a name looks like production, or the account
   *     cannot be asked
   */
  public static AwsTarget of(
      Scenario scenario,
      String prefix,
      @Nullable String existing,
      @Nullable String region,
      @Nullable URI endpoint) {
    String tableName = existing == null ? prefix + scenario.table().name() : existing;
    if (prefix.isEmpty() && existing == null) {
      throw refusal("--prefix must not be empty: it tells tables of load tests from others");
    }
    String found = region != null ? region : configuredRegion();
    AwsTarget target = new AwsTarget(found, endpoint, tableName, existing != null);
    target.refuseProduction();
    if (existing != null) {
      target.checkExisting(scenario);
    }
    return target;
  }

  private static String configuredRegion() {
    return ask(
            "finding the Region", () -> DefaultAwsRegionProviderChain.builder().build().getRegion())
        .id();
  }

  private void refuseProduction() {
    String profile = Objects.requireNonNullElse(System.getenv("AWS_PROFILE"), "");
    String caller;
    try (StsClient sts = configured(StsClient.builder())) {
      caller = ask("sts:GetCallerIdentity", () -> sts.getCallerIdentity().arn());
    }
    Stream.of(
            List.of("the AWS profile", profile),
            List.of("the caller", caller),
            List.of("the table", tableName))
        .filter(named -> ProductionNames.isProduction(named.get(1)))
        .findFirst()
        .ifPresent(
            named -> {
              throw refusal("%s looks like production: %s".formatted(named.get(0), named.get(1)));
            });
    try (DynamoDbClient client = configured(DynamoDbClient.builder())) {
      ask("dynamodb:ListTables", () -> client.listTables().tableNames()).stream()
          .filter(ProductionNames::isProduction)
          .findFirst()
          .ifPresent(
              name -> {
                throw refusal("the account looks like production: it has a table " + name);
              });
    }
  }

  private void checkExisting(Scenario scenario) {
    try (DynamoDbClient client = configured(DynamoDbClient.builder())) {
      TableDescription table =
          ask(
              "dynamodb:DescribeTable",
              () -> client.describeTable(it -> it.tableName(tableName)).table());
      List<String> keys = table.keySchema().stream().map(KeySchemaElement::attributeName).toList();
      List<String> declared =
          scenario.table().keySchema().stream().map(KeyAttribute::attributeName).toList();
      if (!keys.equals(declared)) {
        throw refusal(
            "table %s has the key %s, and the scenario's table has %s"
                .formatted(tableName, keys, declared));
      }
    }
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
      B builder) {
    builder
        .region(Region.of(region))
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder());
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }

  /** Makes a call; what the SDK says of a failure may tell more than is to be shown. */
  private static <T> T ask(String permission, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      InvalidInputException failure =
          refusal("%s failed: %s".formatted(permission, e.getClass().getSimpleName()));
      failure.initCause(e);
      throw failure;
    }
  }

  private static InvalidInputException refusal(String why) {
    return new InvalidInputException(Location.ofFile("--target aws"), why);
  }

  @Override
  public String description() {
    return "DynamoDB in " + region;
  }

  @Override
  public @Nullable URI service() {
    return endpoint;
  }

  @Override
  public @Nullable URI store() {
    return endpoint;
  }

  @Override
  public String region() {
    return region;
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return credentials;
  }

  @Override
  public boolean isThrottling() {
    return true;
  }

  @Override
  public boolean isFree() {
    return false;
  }

  @Override
  public double mostThrottledShare() {
    return MOST_THROTTLED_SHARE;
  }

  @Override
  public String tableName(Scenario scenario) {
    return tableName;
  }

  @Override
  public boolean isTableKept() {
    return isKept;
  }

  /** Has the table scaled as the scenario says; a table that was there keeps what it has. */
  @Override
  public void begin(Scenario scenario) {
    if (isKept || scenario.table().autoScaling().isEmpty()) {
      return;
    }
    try (ApplicationAutoScalingClient client = configured(ApplicationAutoScalingClient.builder())) {
      for (AutoScaling scaling : scenario.table().autoScaling()) {
        ScaledResource resource = ScaledResource.of(tableName, scenario.table().name(), scaling);
        scale(client, resource, scaling);
        scaled.add(resource);
      }
    }
  }

  private void scale(
      ApplicationAutoScalingClient client, ScaledResource resource, AutoScaling scaling) {
    ask(
        "application-autoscaling:RegisterScalableTarget",
        () ->
            client.registerScalableTarget(
                it ->
                    it.serviceNamespace(ServiceNamespace.DYNAMODB)
                        .resourceId(resource.id())
                        .scalableDimension(resource.dimension())
                        .minCapacity((int) scaling.minCapacityUnits())
                        .maxCapacity((int) scaling.maxCapacityUnits())));
    Double target = scaling.targetPercent();
    if (target != null) {
      ask(
          "application-autoscaling:PutScalingPolicy",
          () -> client.putScalingPolicy(it -> resource.policy(it, scaling, target)));
    }
  }

  /** Ends auto scaling, which would outlive the table, with its policies and their alarms. */
  @Override
  public void end() {
    if (scaled.isEmpty()) {
      return;
    }
    try (ApplicationAutoScalingClient client = configured(ApplicationAutoScalingClient.builder())) {
      for (ScaledResource resource : scaled) {
        ask(
            "application-autoscaling:DeregisterScalableTarget",
            () ->
                client.deregisterScalableTarget(
                    it ->
                        it.serviceNamespace(ServiceNamespace.DYNAMODB)
                            .resourceId(resource.id())
                            .scalableDimension(resource.dimension())));
      }
    }
  }

  @Override
  public void close() {
    credentials.close();
  }
}
