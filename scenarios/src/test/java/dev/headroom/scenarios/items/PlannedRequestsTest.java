package dev.headroom.scenarios.items;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.plan.PlannedItem;
import dev.headroom.plan.PlannedRequest;
import dev.headroom.plan.RequestPlan;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.testing.Scenarios;
import dev.headroom.traffic.Flow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Without it items could be of another size than planned, and so cost other units. */
final class PlannedRequestsTest {

  @ParameterizedTest
  @ValueSource(strings = {"ALL", "KEYS_ONLY", "{include: [note]}"})
  void put_item_isAsLargeAsPlanned(String projection) {
    Scenario scenario =
        scenario(
            "id",
            projection,
            "  - {operation: PutItem, rate: 1/s, itemSize: {uniform: {min: 300B, max: 5KB}}}\n");
    RequestPlan plan = plan(scenario);
    PlannedRequests requests = requests(scenario);
    for (long number = 0; number < 200; number++) {
      PlannedRequest planned = plan.request(number);

      Map<String, AttributeValue> item = requests.put(planned).item();

      assertThat(Items.size(item)).isEqualTo(planned.items().getFirst().sizeBytes());
      assertThat(item).containsKeys("id", "at", "status");
    }
  }

  @Test
  void put_twoVersionsOfAnItem_differ() {
    Scenario scenario =
        scenario("id", "ALL", "  - {operation: PutItem, rate: 1/s, itemSize: 1KB}\n");
    PlannedRequest planned = plan(scenario).request(3);
    PlannedRequest again = new PlannedRequest(4, false, null, planned.items());

    assertThat(requests(scenario).put(planned).item())
        .isNotEqualTo(requests(scenario).put(again).item());
  }

  @Test
  void update_item_setsAllButTheKey() {
    Scenario scenario =
        scenario(
            "id",
            "ALL",
            "  - {operation: UpdateItem, rate: 1/s, itemSize: 1KB, previousItemSize: 2KB}\n");

    UpdateItemRequest request = requests(scenario).update(plan(scenario).request(0));

    assertThat(request.key()).containsOnlyKeys("id", "at");
    assertThat(request.expressionAttributeNames().values())
        .containsExactlyInAnyOrder("status", Items.FILLER);
  }

  @Test
  void query_ofTheTable_asksForTheFlowsOwnItems() {
    Scenario scenario =
        scenario(
            "id",
            "ALL",
            "  - {name: page, operation: Query, rate: 1/s, itemsPerRequest: 7, itemSize: 1KB}\n");
    PlannedRequest planned = plan(scenario).request(5);

    QueryRequest request = requests(scenario).query(planned);

    assertThat(request.limit()).isEqualTo(7);
    assertThat(request.expressionAttributeValues())
        .containsEntry(":k", AttributeValue.fromS(planned.pageKey()))
        .containsEntry(":s", AttributeValue.fromS("page/"));
    assertThat(planned.items())
        .allSatisfy(item -> assertThat(item.sortKey()).startsWith("page/"))
        .extracting(PlannedItem::key)
        .containsOnly(planned.pageKey());
  }

  @Test
  void askedFor_theRestOfABatch_isWhatItStillHolds() {
    Scenario scenario =
        scenario(
            "id",
            "ALL",
            "  - {operation: BatchWriteItem, rate: 1/s, itemsPerRequest: 10, itemSize: 1KB}\n");
    PlannedRequests requests = requests(scenario);
    PlannedRequest planned = plan(scenario).request(0);
    BatchWriteItemRequest whole = requests.batchWrite(planned);
    BatchWriteItemRequest rest =
        whole.toBuilder()
            .requestItems(
                Map.of(
                    "orders", whole.requestItems().getOrDefault("orders", List.of()).subList(4, 7)))
            .build();

    assertThat(requests.askedFor(whole, planned)).isEqualTo(planned.items());
    assertThat(requests.askedFor(rest, planned)).isEqualTo(planned.items().subList(4, 7));
  }

  private static Scenario scenario(String key, String projection, String flow) {
    return Scenarios.of(
        """
          table:
            name: orders
            partitionKey: %s
            sortKey: at
            readCapacityUnits: 10
            writeCapacityUnits: 10
            globalSecondaryIndexes:
              - {name: by-status, partitionKey: status, projection: %s, readCapacityUnits: 5, writeCapacityUnits: 5}
          duration: 1m
          traffic:
          """
                .formatted(key, projection)
            + flow);
  }

  private static RequestPlan plan(Scenario scenario) {
    return RequestPlan.of(flow(scenario), scenario);
  }

  private static PlannedRequests requests(Scenario scenario) {
    return new PlannedRequests(flow(scenario), scenario.table(), "orders");
  }

  private static Flow flow(Scenario scenario) {
    return List.copyOf(scenario.flows()).getFirst();
  }
}
