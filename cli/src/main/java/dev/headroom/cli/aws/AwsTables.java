package dev.headroom.cli.aws;

import dev.headroom.source.LiveTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
        LiveCalls.client(ApplicationAutoScalingClient.builder(), table, answers)) {
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
    try (DynamoDbClient client = LiveCalls.client(DynamoDbClient.builder(), table, answers)) {
      TableDescription description =
          LiveCalls.call(
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
    return LiveCalls.call(
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
    LiveCalls.call(
        table,
        "application-autoscaling:DescribeScalingPolicies",
        () ->
            client
                .describeScalingPoliciesPaginator(
                    request ->
                        request.serviceNamespace(ServiceNamespace.DYNAMODB).resourceId(resource))
                .stream()
                .count());
    LiveCalls.call(
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
}
