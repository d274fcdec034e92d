package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pull request is merged on what these commands say and on how they end. */
final class DiffCommandTest {

  private static final Path PLAN = CommandRun.example("review/tfplan.json");
  private static final Path SALE = CommandRun.example("review/orders-sale.yaml");

  @TempDir private Path folder;
  private Path large;
  private Path small;
  private Path scenario;

  @BeforeEach
  void write() throws IOException {
    large = table("large.yaml", 100, "");
    small = table("small.yaml", 10, "");
    scenario =
        Files.writeString(
            folder.resolve("peak.yaml"),
            """
            apiVersion: headroom/v1
            name: peak
            table: large.yaml
            state: {burst: 0}
            duration: 1m
            trials: 1
            traffic:
              - {name: put, operation: PutItem, rate: 20/s, arrivals: even, client: {sdk: none}}
            """);
  }

  private Path table(String file, int units, String more) throws IOException {
    return Files.writeString(
        folder.resolve(file),
        """
        name: orders
        partitionKey: id
        readCapacityUnits: 5
        writeCapacityUnits: %d
        %s
        """
            .formatted(units, more));
  }

  @Test
  void diff_worse_failsAndSaysWhy() {
    CommandRun run = diff("--before", large, "--after", small, "--scenario", scenario);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("FAIL  peak: fails after the change, passed before; ")
        .contains("write capacity  100 units/s → 10 units/s", "throttled requests");
  }

  @Test
  void diff_variableOfOneSideAlone_isFine() throws IOException {
    Path terraform =
        Files.writeString(
            folder.resolve("orders.tf"),
            """
            variable "writes" {}
            resource "aws_dynamodb_table" "orders" {
              name           = "orders"
              hash_key       = "id"
              read_capacity  = 5
              write_capacity = var.writes
              attribute {
                name = "id"
                type = "S"
              }
            }
            """);

    CommandRun known =
        diff("--before", large, "--after", terraform, "--scenario", scenario, "--var", "writes=50");
    CommandRun unknown =
        diff("--before", large, "--after", small, "--scenario", scenario, "--var", "writes=50");

    assertThat(known.err()).isEmpty();
    assertThat(known.out()).contains("write capacity  100 units/s → 50 units/s");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(unknown.err()).contains("\"writes\" has no parameter");
  }

  @Test
  void diff_better_passesWhateverWasBefore() {
    CommandRun run = diff("--before", small, "--after", large, "--scenario", scenario);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).startsWith("PASS  peak: passes after the change, failed before; ");
  }

  @Test
  void diff_deletedTable_isInconclusive() {
    CommandRun run = diff("--before", large, "--scenario", scenario);

    assertThat(run.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(run.out()).startsWith("INCONCLUSIVE  peak: table orders is deleted");
  }

  @Test
  void diff_newTable_isJudgedAlone() {
    CommandRun run = diff("--after", large, "--scenario", scenario);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).startsWith("PASS  peak: new table orders passes; ");
  }

  @Test
  void diff_onlyIfChanged_isSilentWhereCapacityStays() throws IOException {
    Path streaming = table("streaming.yaml", 100, "streams: NEW_IMAGE");

    CommandRun same =
        diff("--before", large, "--after", streaming, "--scenario", scenario, "--only-if-changed");
    CommandRun other =
        diff("--before", large, "--after", small, "--scenario", scenario, "--only-if-changed");

    assertThat(same).isEqualTo(new CommandRun(ExitCode.PASSED, "", ""));
    assertThat(other.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(other.out()).isNotEmpty();
  }

  @Test
  void diff_folder_receivesTheReviewAndTheReportsOfTheTableAfter() {
    Path out = folder.resolve("out");

    CommandRun run = diff("--before", large, "--after", small, "--scenario", scenario, "-o", out);

    assertThat(run.out()).contains("Written");
    assertThat(out.resolve("review.json"))
        .content()
        .contains("\"headroom/review/v1\"", "\"verdict\" : \"failed\"");
    assertThat(out.resolve("review.md")).content().startsWith("<!-- headroom -->\n## ❌ peak: ");
    assertThat(out.resolve("headroom.sarif"))
        .content()
        .contains("small.yaml", "headroom/gate-failed");
    assertThat(out.resolve("report.html")).exists();
  }

  @Test
  void diff_withoutAnyTable_isBadUsage() {
    CommandRun run = diff("--scenario", scenario);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--before, --after or both must name a table file");
  }

  @Test
  void plan_changesCapacity_isReviewed() {
    CommandRun run =
        CommandRun.of(
            "check", "--plan", PLAN, "--scenario", SALE, "--trials", 1, "--format", "markdown");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("<!-- headroom -->\n## ❌ orders-sale: fails after the change, passed before\n")
        .contains("| orders | write capacity | 1,200 units/s | 500 units/s |");
    assertThat(run.out().split("<details>", -1)).hasSameSizeAs(run.out().split("</details>", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "console"})
  void plan_otherFormats_areWritten(String format) {
    CommandRun run =
        CommandRun.of("check", SALE, "--plan", PLAN, "--trials", 1, "--format", format);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("orders-sale", "500 units/s");
  }

  @Test
  void plan_ofAnotherTable_isBadInput() {
    CommandRun run =
        CommandRun.of("check", scenario, "--plan", PLAN, "--set", "tableName=payments");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("\"payments\", which is not in the change; there are: orders");
  }

  @Test
  void plan_thatIsNone_isBadInput() {
    CommandRun run = CommandRun.of("check", scenario, "--plan", large);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("is no plan", "terraform show -json");
  }

  @Test
  void onlyIfChanged_withoutPlan_isBadUsage() {
    CommandRun run = CommandRun.of("check", scenario, "--only-if-changed");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--only-if-changed needs --plan");
  }

  @Test
  void check_withoutScenario_isBadUsage() {
    CommandRun run = CommandRun.of("check", "--plan", PLAN);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("Missing required parameter: 'SCENARIO'");
  }

  private static CommandRun diff(Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = "diff";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(all);
  }
}
