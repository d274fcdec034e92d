package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it, a live table could be judged without the auto scaling that keeps it alive. */
final class ApplicationAutoScalingFormatTest {

  private static final String FOLDER = "application-autoscaling/";
  private static final String TABLE = FOLDER + "orders/table.json";

  private static final String ORDERS =
      """
      orders in eu-west-1: 120/80, key id S
        global by-day: 10/80, key day S, ALL
      """;

  private static final String SCALED =
      """
      orders in eu-west-1: 120/80, key id S
        global by-day: 10/80, key day S, ALL
        scales write of orders: 40 to 900 at 70.0%, in after 61s, out after 60s, never lowered, cron(0 7 ? * MON-FRI *) Europe/Berlin 300.., at(2026-12-01T20:00:00) ..400
        scales write of by-day: 40 to 901
        note no policy tracks a target for the write capacity of index by-day of table orders: it does not scale
      """;

  @Test
  void read_folderOfDescriptions_isOneSet() {
    assertThat(TableSummary.of(FOLDER + "orders")).isEqualTo(SCALED);
  }

  @Test
  void read_filesInAnyOrder_isTheSame() {
    assertThat(
            TableSummary.of(
                FOLDER + "orders/scheduled-actions.json",
                FOLDER + "orders/scaling-policies.json",
                TABLE,
                FOLDER + "orders/scalable-targets.json"))
        .isEqualTo(SCALED);
  }

  @Test
  void read_inputsOfTheCommands_areUnderstood() {
    assertThat(TableSummary.of(TABLE, FOLDER + "split/inputs.json"))
        .isEqualTo(ORDERS + "  scales read of orders: 5 to 500 at 50.0%, rate(1 day) 6..7\n");
  }

  @Test
  void read_severalListsInOneFile_areAllRead() {
    assertThat(TableSummary.of(TABLE, FOLDER + "split/all-in-one.yaml"))
        .isEqualTo(
            ORDERS
                + "  scales read of orders: 7 to 70 at 45.0%, never lowered\n"
                + "  note scaling in the read capacity of table orders is suspended\n");
  }

  @Test
  void read_emptyList_isNoProblemBesideATable() {
    assertThat(TableSummary.of(TABLE, FOLDER + "split/nothing.json")).isEqualTo(ORDERS);
    assertThat(failure("{\"ScalingPolicies\": []}")).isEqualTo("f: declares no DynamoDB table");
  }

  @Test
  void read_policiesWithoutTargets_asksForThem() {
    assertThat(TableSummary.problems(TABLE, FOLDER + "orders/scaling-policies.json"))
        .isEqualTo(
            FOLDER
                + "orders/scaling-policies.json:10:"
                + " ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration: is for the write"
                + " capacity of table orders, which no scalable target makes scalable; add the"
                + " target with its minimum and maximum");
  }

  @Test
  void read_twoTargetsWithOtherBounds_areAProblem() {
    assertThat(
            TableSummary.problems(
                TABLE, FOLDER + "split/all-in-one.yaml", FOLDER + "split/inputs.json"))
        .contains(
            FOLDER
                + "split/inputs.json:1: is a second scaling target for the read capacity of table",
            "orders with other settings; the first is at ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5 | \"many\" | MinCapacity: must be a whole number, not \"many\"",
        "5 | 0 | MinCapacity: must be at least 1, not \"0\"",
        "table/orders | table/ | ResourceId: must be table/NAME or table/NAME/index/NAME, not \"table/\"",
        "dynamodb:table:Read | dynamodb:index:Read | ScalableDimension: must be"
            + " dynamodb:table:ReadCapacityUnits or dynamodb:table:WriteCapacityUnits for"
            + " \"table/orders\", not \"dynamodb:index:ReadCapacityUnits\"",
      })
  void read_brokenTarget_namesTheKey(String text, String replacement, String problem) {
    String target =
        """
        {"ScalableTargets": [{"ServiceNamespace": "dynamodb",
        "ResourceId": "table/orders", "MaxCapacity": 90,
        "ScalableDimension": "dynamodb:table:ReadCapacityUnits", "MinCapacity": 5}]}
        """;

    assertThat(failure(target.replace(text, replacement)))
        .matches("f:[23]: ScalableTargets\\[0]\\." + java.util.regex.Pattern.quote(problem));
  }

  @Test
  void read_brokenSchedule_namesLineAndKey() {
    String action =
        """
        {"ScheduledActions": [{"ServiceNamespace": "dynamodb", "ResourceId": "table/orders",
        "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
        "Schedule": "every day",
        "Timezone": "Mars/Olympus",
        "ScalableTargetAction": {}}]}
        """;

    assertThat(failure(action).lines())
        .containsExactly(
            "f:4: ScheduledActions[0].Timezone: is no time zone: \"Mars/Olympus\"",
            "f:5: ScheduledActions[0].ScalableTargetAction: must have MinCapacity, MaxCapacity or"
                + " both");
    assertThat(failure(action.replace("Mars/Olympus", "UTC").replace("{}", "{\"MinCapacity\": 5}")))
        .startsWith("f:3: ScheduledActions[0].Schedule: must be at(");
  }
}
