package dev.headroom.cli.aws;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Quoted;
import dev.headroom.source.LiveTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Tables of an AWS account, by the operations DescribeTable, DescribeScalableTargets,
 * DescribeScalingPolicies and DescribeScheduledActions. Credentials and Region are those that any
 * AWS SDK finds. Thread-safe.
 */
public final class AwsTables implements LiveTables {

  /**
   * Most resources of which one call tells the targets. Source: Application Auto Scaling API
   * Reference, DescribeScalableTargets.
   */
  private static final int MAX_RESOURCE_IDS = 50;

  /** Answers by name: every use of a table in one run of the application sees the same table. */
  private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();

  @Override
  public List<String> describe(String name) {
    return KNOWN.computeIfAbsent(name, AwsTables::read);
  }

  private static List<String> read(String name) {
    LiveName table = LiveName.parse(name);
    RecordedAnswers answers = new RecordedAnswers();
    List<String> resources = describeTable(table, answers);
    try (ApplicationAutoScalingClient client =
        configured(ApplicationAutoScalingClient.builder(), table, answers)) {
      List<String> scaled = new ArrayList<>();
      for (int i = 0; i < resources.size(); i += MAX_RESOURCE_IDS) {
        List<String> ids = resources.subList(i, Math.min(resources.size(), i + MAX_RESOURCE_IDS));
        scaled.addAll(scaledOf(table, client, ids));
      }
      for (String resource : scaled.stream().distinct().toList()) {
        describeScaling(table, client, resource);
      }
    }
    return answers.texts();
  }

  /** Has the table described; answers it and its indexes as auto scaling calls them. */
  private static List<String> describeTable(LiveName table, RecordedAnswers answers) {
    try (DynamoDbClient client = configured(DynamoDbClient.builder(), table, answers)) {
      TableDescription description =
          call(
                  table,
                  "dynamodb:DescribeTable",
                  () -> client.describeTable(request -> request.tableName(table.tableName())))
              .table();
      List<String> resources = new ArrayList<>();
      resources.add("table/" + description.tableName());
      for (GlobalSecondaryIndexDescription index : description.globalSecondaryIndexes()) {
        resources.add("table/" + description.tableName() + "/index/" + index.indexName());
      }
      return resources;
    }
  }

  private static List<String> scaledOf(
      LiveName table, ApplicationAutoScalingClient client, List<String> resources) {
    return call(
        table,
        "application-autoscaling:DescribeScalableTargets",
        () ->
            client
                .describeScalableTargetsPaginator(
                    request ->
                        request.serviceNamespace(ServiceNamespace.DYNAMODB).resourceIds(resources))
                .scalableTargets()
                .stream()
                .map(ScalableTarget::resourceId)
                .toList());
  }

  private static void describeScaling(
      LiveName table, ApplicationAutoScalingClient client, String resource) {
    call(
        table,
        "application-autoscaling:DescribeScalingPolicies",
        () ->
            client
                .describeScalingPoliciesPaginator(
                    request ->
                        request.serviceNamespace(ServiceNamespace.DYNAMODB).resourceId(resource))
                .stream()
                .count());
    call(
        table,
        "application-autoscaling:DescribeScheduledActions",
        () ->
            client
                .describeScheduledActionsPaginator(
                    request ->
                        request.serviceNamespace(ServiceNamespace.DYNAMODB).resourceId(resource))
                .stream()
                .count());
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
      B builder, LiveName table, RecordedAnswers answers) {
    builder
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            configuration ->
                configuration.addExecutionInterceptor(answers).retryStrategy(RetryMode.STANDARD));
    if (table.region() != null) {
      builder.region(Region.of(table.region()));
    }
    if (table.endpoint() != null) {
      builder.endpointOverride(table.endpoint());
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw failure(table, "has no Region: add ?region=eu-west-1, or set AWS_REGION", e);
    }
  }

  /**
   * Makes a call, and tells in our own words why it failed: messages of others may tell secrets.
   */
  private static <T> T call(LiveName table, String permission, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      throw failure(table, reason(e, permission), e);
    } catch (SdkClientException e) {
      boolean isUnreachable = e.getCause() != null || e instanceof RetryableException;
      throw failure(
          table,
          isUnreachable
              ? "cannot be read: the service did not answer " + permission
              : "cannot be read: no AWS credentials were found; set AWS_PROFILE, or"
                  + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
          e);
    }
  }

  private static String reason(AwsServiceException e, String permission) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    return switch (code == null ? "" : code) {
      case "ResourceNotFoundException" -> "does not exist in this account and Region";
      case "AccessDeniedException", "AccessDenied" ->
          "may not be read: the credentials need the permission " + permission;
      case "ExpiredTokenException", "ExpiredToken" ->
          "cannot be read: the AWS credentials have expired; sign in again";
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "IncompleteSignature" ->
          "cannot be read: AWS does not accept the credentials";
      default ->
          e.isThrottlingException()
              ? "cannot be read: " + permission + " is throttled; try again later"
              : "cannot be read: "
                  + permission
                  + " failed with "
                  + Quoted.plain(String.valueOf(code))
                  + ", status "
                  + e.statusCode();
    };
  }

  private static InvalidInputException failure(LiveName table, String message, Exception cause) {
    InvalidInputException failure =
        new InvalidInputException(Location.ofFile(Quoted.plain(table.text())), message);
    failure.initCause(cause);
    return failure;
  }
}
