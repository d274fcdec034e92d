package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it, a plan could be judged by what the provider makes up: one unit where nobody gave a
 * capacity, or a table that the plan deletes.
 */
final class TerraformFormatTest {

  private static final String ORDERS =
      """
      {"format_version": "1.2", "terraform_version": "1.9.8",
       "planned_values": {"root_module": {"resources": [
         {"address": "aws_dynamodb_table.orders", "mode": "managed", "type": "aws_dynamodb_table",
          "values": {
            "name": "orders",
            "billing_mode": "PROVISIONED",
            "read_capacity": 20,
            "write_capacity": 10,
            "hash_key": "id",
            "attribute": [{"name": "id", "type": "S"}]}},
         {"address": "aws_appautoscaling_target.w", "mode": "managed",
          "type": "aws_appautoscaling_target",
          "values": {
            "min_capacity": 10,
            "max_capacity": 90,
            "resource_id": "table/orders",
            "scalable_dimension": "dynamodb:table:WriteCapacityUnits",
            "service_namespace": "dynamodb"}}]}},
       "resource_changes": []}
      """;

  private static final String VALUES = "planned_values.root_module.resources[0].values.";
  private static final String TARGET = "planned_values.root_module.resources[1].values.";

  @Test
  void read_newTables_areTakenAsPlanned() {
    assertThat(TableSummary.of("terraform/create.json"))
        .isEqualTo(
            """
            scores: 20/15, key id S + title S
              global by-title: 10/11, key title S + top N, INCLUDE [nick]
              local by-top: key id S + top N, KEYS_ONLY
              settings STANDARD_INFREQUENT_ACCESS stream KEYS_ONLY ttl gone replicas [eu-west-1]
            clicks: on demand max read 500, key id S
            """);
  }

  @Test
  void read_modulesWithCountAndForEach_givesEveryInstance() {
    assertThat(TableSummary.of("terraform/modules.json"))
        .isEqualTo(
            """
            carts-eu in eu-west-1: 4/5, key id S
            carts-us in us-east-1: 6/7, key id S
            audit-b: on demand, key id S
            """);
  }

  @Test
  void read_targetsPoliciesAndSchedules_scaleTheirTable() {
    assertThat(TableSummary.of("terraform/scaled.json"))
        .isEqualTo(
            """
            events: 20/30, key id S
              global by-id: 3/4, key id S, ALL
              scales write of events: 30 to 300 at 70.0%, in after 60s, cron(0 22 * * ? *) ..90
              scales read of by-id: 3 to 33
              note no policy tracks a target for the read capacity of index by-id of table events: it does not scale
              note auto scaling is declared for the read capacity of table elsewhere, which is not among the tables that were read
            """);
  }

  @Test
  void read_nameAfterApply_isTheAddressAndStillMeetsItsScaling() {
    assertThat(TableSummary.of("terraform/names-after-apply.json"))
        .isEqualTo(
            """
            module.m.aws_dynamodb_table.this[0]: 5/6, key id S
              scales write of module.m.aws_dynamodb_table.this[0]: 6 to 60 at 80.0%
              note the table's name is known after apply only; called by its address
            """);
  }

  @Test
  void read_state_isReadLikeAPlan() {
    assertThat(TableSummary.of("terraform/state.json"))
        .isEqualTo(
            """
            locks in eu-central-1: on demand, key id S
              warm 12000/4000
            """);
  }

  @Test
  void read_planThatDeletes_leavesThatTableOutAndKeepsOthersWithTheirIndexes() {
    assertThat(TableSummary.of("terraform/delete.json"))
        .isEqualTo(
            """
            keep: 2/3, key id S
              global extra: 6/7, key day N, ALL
              note the plan deletes aws_dynamodb_table.old
            """);
  }

  @Test
  void read_fromOnDemandToProvisionedWithoutCapacity_isCaught() {
    String problem =
        "terraform/to-provisioned.json:%d: planned_values.root_module.resources[0].values.%s: is"
            + " not given although %s changes from PAY_PER_REQUEST to PROVISIONED: the provider"
            + " would set 1 unit/s; is it under ignore_changes?";
    assertThat(TableSummary.problems("terraform/to-provisioned.json").lines())
        .containsExactly(
            String.format(problem, 52, "read_capacity", "table orders"),
            String.format(problem, 53, "write_capacity", "table orders"),
            String.format(
                problem,
                33,
                "global_secondary_index[0].read_capacity",
                "index by-id of table orders"));
  }

  @Test
  void read_capacityAfterApply_isAProblem() {
    assertThat(TableSummary.problems("terraform/capacity-after-apply.json"))
        .endsWith(
            "values.read_capacity: is known after apply only; give a value that is known when the"
                + " plan is made");
  }

  @Test
  void read_indexesScalingAfterApply_isAProblemThatSaysSo() {
    String open =
        """
        "resource_changes": [{"address": "aws_appautoscaling_target.w",
          "change": {"actions": ["create"], "after_unknown": {"resource_id": true}}}]""";
    String index =
        ORDERS
            .replace("\"resource_id\": \"table/orders\",", "")
            .replace("dynamodb:table:", "dynamodb:index:")
            .replace("\"resource_changes\": []", open);

    assertThat(failure(index))
        .isEqualTo(
            "f:13: "
                + TARGET
                + "resource_id: is known after apply only; give a value that is known when the plan"
                + " is made");
  }

  @Test
  void read_replacement_keepsTheTable() {
    String change =
        """
        "resource_changes": [{"address": "aws_dynamodb_table.orders", "type": "aws_dynamodb_table",
          "change": {"actions": ["delete", "create"], "after_unknown": {}}}]""";

    assertThat(
            TableSummary.of(TableTexts.tables(ORDERS.replace("\"resource_changes\": []", change))))
        .startsWith("orders: 20/10, key id S\n")
        .doesNotContain("deletes");
  }

  @Test
  void read_onDemandTableWithUnits_ignoresThemWithNote() {
    assertThat(
            TableSummary.of(
                TableTexts.tables(ORDERS.replace("\"PROVISIONED\"", "\"PAY_PER_REQUEST\""))))
        .startsWith("orders: on demand, key id S\n")
        .contains(
            "note the provisioned units 20/10 of table orders are ignored: the billing mode is"
                + " PAY_PER_REQUEST");
  }

  @Test
  void read_tablesOfOneName_countOnceOrAreReported() {
    assertThat(TableSummary.problems("terraform/one-name.json").lines())
        .singleElement()
        .asString()
        .contains("table \"GameScores\" is described a second time with other settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"read_capacity\": 20, | | f:4: read_capacity: is missing: table orders is PROVISIONED",
        "\"read_capacity\": 20 | \"read_capacity\": 0"
            + "| f:7: read_capacity: must be at least 1, not 0: table orders is PROVISIONED",
        "\"read_capacity\": 20 | \"read_capacity\": \"${var.read}\""
            + "| f:7: read_capacity: is the placeholder \"${var.read}\"; put a whole number in its place",
        "\"hash_key\": \"id\", | | f:4: hash_key: is missing",
        "\"name\": \"orders\", | | f:4: name: is missing",
        "PROVISIONED | ON_DEMAND"
            + "| f:6: billing_mode: must be one of PROVISIONED, PAY_PER_REQUEST, not \"ON_DEMAND\"",
      })
  void read_brokenTable_namesLineAndKey(String text, String replacement, String problem) {
    String changed = ORDERS.replace(text, replacement == null ? "" : replacement);

    assertThat(failure(changed)).isEqualTo(problem.replaceFirst("(f:\\d+: )", "$1" + VALUES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "table/orders | orders"
            + "| f:16: resource_id: must be table/NAME or table/NAME/index/NAME, not \"orders\"",
        "\"min_capacity\": 10 | \"min_capacity\": 0 | f:14: min_capacity: must be at least 1, not \"0\"",
        "\"max_capacity\": 90, | | f:13: max_capacity: is missing",
      })
  void read_brokenScaling_namesLineAndKey(String text, String replacement, String problem) {
    String changed = ORDERS.replace(text, replacement == null ? "" : replacement);

    assertThat(failure(changed)).isEqualTo(problem.replaceFirst("(f:\\d+: )", "$1" + TARGET));
  }

  @Test
  void read_planWithoutTables_saysSo() {
    assertThat(failure("{\"format_version\": \"1.2\", \"planned_values\": {}}"))
        .isEqualTo("f: declares no DynamoDB table");
  }
}
