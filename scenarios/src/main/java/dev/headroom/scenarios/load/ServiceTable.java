package dev.headroom.scenarios.load;

import dev.headroom.plan.KeyAttributes;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** A declared table in the words of the API that makes and changes it. */
final class ServiceTable {

  private ServiceTable() {}

  /**
   * Makes a table under a name.
   *
   * @param hasMaximum whether its on-demand maximum is asked for; stores refuse what they cannot do
   */
  static CreateTableRequest create(Table table, String name, boolean hasMaximum) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .attributeDefinitions(
                KeyAttributes.of(table).stream()
                    .map(
                        key ->
                            AttributeDefinition.builder()
                                .attributeName(key.attributeName())
                                .attributeType(key.attributeType())
                                .build())
                    .toList())
            .keySchema(keySchema(table.keySchema()))
            .billingMode(billingMode(table.capacity()))
            .provisionedThroughput(provisioned(table.capacity()))
            .onDemandThroughput(hasMaximum ? maximum(table.capacity()) : null);
    if (!table.globalSecondaryIndexes().isEmpty()) {
      request.globalSecondaryIndexes(
          table.globalSecondaryIndexes().stream().map(index -> index(index, hasMaximum)).toList());
    }
    if (!table.localSecondaryIndexes().isEmpty()) {
      request.localSecondaryIndexes(
          table.localSecondaryIndexes().stream().map(ServiceTable::index).toList());
    }
    return request.build();
  }

  private static software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex index(
      GlobalSecondaryIndex index, boolean hasMaximum) {
    return software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex.builder()
        .indexName(index.indexName())
        .keySchema(keySchema(index.keySchema()))
        .projection(projection(index.projection()))
        .provisionedThroughput(provisioned(index.capacity()))
        .onDemandThroughput(hasMaximum ? maximum(index.capacity()) : null)
        .build();
  }

  private static software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex index(
      LocalSecondaryIndex index) {
    return software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex.builder()
        .indexName(index.indexName())
        .keySchema(keySchema(index.keySchema()))
        .projection(projection(index.projection()))
        .build();
  }

  private static Projection projection(dev.headroom.table.Projection projection) {
    Projection.Builder made = Projection.builder().projectionType(projection.type().name());
    return projection.nonKeyAttributes().isEmpty()
        ? made.build()
        : made.nonKeyAttributes(projection.nonKeyAttributes()).build();
  }

  private static List<KeySchemaElement> keySchema(List<KeyAttribute> keys) {
    return keys.stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(key.attributeName())
                    .keyType(key.keyType().name())
                    .build())
        .toList();
  }

  private static BillingMode billingMode(CapacityMode mode) {
    return mode instanceof Provisioned ? BillingMode.PROVISIONED : BillingMode.PAY_PER_REQUEST;
  }

  private static @Nullable ProvisionedThroughput provisioned(CapacityMode mode) {
    return mode instanceof Provisioned provisioned
        ? ProvisionedThroughput.builder()
            .readCapacityUnits(provisioned.readCapacityUnits())
            .writeCapacityUnits(provisioned.writeCapacityUnits())
            .build()
        : null;
  }

  private static @Nullable OnDemandThroughput maximum(CapacityMode mode) {
    if (!(mode instanceof OnDemand onDemand) || onDemand.equals(OnDemand.UNLIMITED)) {
      return null;
    }
    OnDemandThroughput.Builder maximum = OnDemandThroughput.builder();
    onDemand.maxReadRequestUnits().ifPresent(maximum::maxReadRequestUnits);
    onDemand.maxWriteRequestUnits().ifPresent(maximum::maxWriteRequestUnits);
    return maximum.build();
  }

  /**
   * Changes capacity.
   *
   * @param before what is in force, of the table under null and of each index
   * @param wanted what is to be, of those that change
   */
  static UpdateTableRequest update(
      String name,
      Map<@Nullable String, CapacityMode> before,
      Map<@Nullable String, CapacityMode> wanted) {
    UpdateTableRequest.Builder request = UpdateTableRequest.builder().tableName(name);
    CapacityMode ofTable = wanted.get(null);
    boolean isSwitch =
        ofTable != null && ofTable.getClass() != before.getOrDefault(null, ofTable).getClass();
    if (ofTable != null && (isSwitch || !ofTable.equals(before.get(null)))) {
      request.provisionedThroughput(provisioned(ofTable)).onDemandThroughput(maximum(ofTable));
    }
    if (ofTable != null && isSwitch) {
      request.billingMode(billingMode(ofTable));
    }
    List<GlobalSecondaryIndexUpdate> updates =
        wanted.entrySet().stream()
            .filter(entry -> entry.getKey() != null)
            .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
            .filter(entry -> !(isSwitch && entry.getValue().equals(OnDemand.UNLIMITED)))
            .map(
                entry ->
                    GlobalSecondaryIndexUpdate.builder()
                        .update(
                            index ->
                                index
                                    .indexName(entry.getKey())
                                    .provisionedThroughput(provisioned(entry.getValue()))
                                    .onDemandThroughput(maximum(entry.getValue())))
                        .build())
            .toList();
    return updates.isEmpty()
        ? request.build()
        : request.globalSecondaryIndexUpdates(updates).build();
  }

  /** The capacity in force, of the table under null and of each index. */
  static Map<@Nullable String, CapacityMode> capacities(TableDescription described) {
    boolean isOnDemand =
        described.billingModeSummary() != null
            && described.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
    Map<@Nullable String, CapacityMode> capacities = new LinkedHashMap<>();
    capacities.put(
        null, mode(isOnDemand, described.provisionedThroughput(), described.onDemandThroughput()));
    for (GlobalSecondaryIndexDescription index : described.globalSecondaryIndexes()) {
      capacities.put(
          index.indexName(),
          mode(isOnDemand, index.provisionedThroughput(), index.onDemandThroughput()));
    }
    return capacities;
  }

  private static CapacityMode mode(
      boolean isOnDemand,
      @Nullable ProvisionedThroughputDescription provisioned,
      @Nullable OnDemandThroughput maximum) {
    if (!isOnDemand && provisioned != null) {
      return new Provisioned(
          Math.max(1, provisioned.readCapacityUnits()),
          Math.max(1, provisioned.writeCapacityUnits()));
    }
    return maximum == null
        ? OnDemand.UNLIMITED
        : new OnDemand(limit(maximum.maxReadRequestUnits()), limit(maximum.maxWriteRequestUnits()));
  }

  /** The API writes -1 for none. */
  private static OptionalLong limit(@Nullable Long units) {
    return units == null || units < 0 ? OptionalLong.empty() : OptionalLong.of(units);
  }
}
