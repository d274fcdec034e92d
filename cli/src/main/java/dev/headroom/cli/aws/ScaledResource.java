package dev.headroom.cli.aws;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.AutoScaling;
import java.util.Locale;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/**
 * A table or an index as Application Auto Scaling calls it.
 *
 * @param id such as {@code table/orders/index/by-day}
 * @param dimension such as {@code dynamodb:index:WriteCapacityUnits}
 */
record ScaledResource(String id, String dimension) {

  /**
   * What a rule scales.
   *
   * @param tableName the table's name in the account
   * @param declaredName its name in the scenario
   */
  static ScaledResource of(String tableName, String declaredName, AutoScaling scaling) {
    boolean isTable = scaling.resource().equals(declaredName);
    String word = scaling.dimension() == Dimension.READ ? "Read" : "Write";
    return new ScaledResource(
        "table/" + tableName + (isTable ? "" : "/index/" + scaling.resource()),
        "dynamodb:" + (isTable ? "table" : "index") + ":" + word + "CapacityUnits");
  }

  void policy(PutScalingPolicyRequest.Builder request, AutoScaling scaling, double targetPercent) {
    MetricType metric =
        scaling.dimension() == Dimension.READ
            ? MetricType.DYNAMO_DB_READ_CAPACITY_UTILIZATION
            : MetricType.DYNAMO_DB_WRITE_CAPACITY_UTILIZATION;
    request
        .policyName("headroom-" + scaling.dimension().name().toLowerCase(Locale.ROOT))
        .serviceNamespace(ServiceNamespace.DYNAMODB)
        .resourceId(id)
        .scalableDimension(dimension)
        .policyType(PolicyType.TARGET_TRACKING_SCALING)
        .targetTrackingScalingPolicyConfiguration(
            it ->
                it.targetValue(targetPercent)
                    .predefinedMetricSpecification(m -> m.predefinedMetricType(metric))
                    .scaleInCooldown((int) scaling.scaleInCooldownSeconds())
                    .scaleOutCooldown((int) scaling.scaleOutCooldownSeconds())
                    .disableScaleIn(scaling.disableScaleIn()));
  }
}
