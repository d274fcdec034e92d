package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.document.InvalidInputException;
import dev.headroom.source.TableFiles;
import dev.headroom.source.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recommended must pass the check that people run next, and the file must be theirs. */
final class RecommendCommandTest {

  private static final int TRIALS = 2;

  private static final String SCENARIO =
      """
      apiVersion: headroom/v1
      name: small
      table: table.yaml
      duration: 2m
      trials: 2
      state: {burst: 0}
      traffic:
        - {name: put, operation: PutItem, rate: 20/s, itemSize: 500B}
        - {name: get, operation: GetItem, rate: 10/s, itemSize: 500B}
      """;

  private static final String TABLE =
      """
      name: small # the table
      partitionKey: id
      billingMode: PROVISIONED
      readCapacityUnits:  900
      writeCapacityUnits: 900 # too much
      """;

  @TempDir private Path folder;
  private Path scenario;
  private Path table;

  @BeforeEach
  void write() throws IOException {
    scenario = Files.writeString(folder.resolve("scenario.yaml"), SCENARIO);
    table = Files.writeString(folder.resolve("table.yaml"), TABLE);
  }

  /** The other examples take longer; all are run by .ci/examples. */
  @ParameterizedTest
  @ValueSource(strings = {"hot-key.yaml", "under-provisioned.yaml"})
  void recommend_example_passesTheCheckAndOneStepCheaperFails(String name) throws IOException {
    Path example = CommandRun.example(name);
    CommandRun run = CommandRun.of("recommend", example, "--trials", TRIALS, "--format", "json");
    assertThat(run.err()).isEmpty();
    JsonNode json = new JsonMapper().readTree(run.out());
    JsonNode provisioned = json.get("choices").get(0);
    List<String> setting = settings(provisioned.get("setting"), json.get("today"));

    if (!provisioned.get("verdict").asText().equals("passed")) {
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(provisioned.get("limits")).isNotEmpty();
      assertThat(json.get("remedies")).isNotEmpty();
      return;
    }
    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(check(example, setting)).isEqualTo(ExitCode.PASSED);
    assertThat(provisioned.get("oneStepCheaper")).isNotEmpty();
    for (JsonNode step : provisioned.get("oneStepCheaper")) {
      List<String> cheaper = new ArrayList<>(setting);
      cheaper.add(assignment(step, json.get("today")));
      assertThat(check(example, cheaper)).as("%s", step).isEqualTo(ExitCode.FAILED);
    }
  }

  private static int check(Path example, List<String> settings) {
    List<Object> arguments = new ArrayList<>(List.of("check", example, "--trials", TRIALS));
    for (String setting : settings) {
      arguments.add("--set");
      arguments.add(setting);
    }
    return CommandRun.of(arguments.toArray()).exitCode();
  }

  private static List<String> settings(JsonNode setting, JsonNode today) {
    List<String> settings = new ArrayList<>(List.of("table.billingMode=PROVISIONED"));
    for (String key : List.of("readCapacityUnits", "writeCapacityUnits")) {
      settings.add("table." + key + "=" + setting.get(key).asText());
      for (JsonNode index : setting.get("globalSecondaryIndexes")) {
        String name = index.get("indexName").asText();
        settings.add(
            "table.globalSecondaryIndexes." + name + "." + key + "=" + index.get(key).asText());
      }
    }
    assertThat(today.get("setting").get("autoScaling")).isEmpty();
    return settings;
  }

  private static String assignment(JsonNode step, JsonNode today) {
    String resource = step.get("resource").asText();
    boolean isIndex =
        today.get("setting").get("globalSecondaryIndexes").findValuesAsText("indexName").stream()
            .anyMatch(resource::equals);
    return "table."
        + (isIndex ? "globalSecondaryIndexes." + resource + "." : "")
        + step.get("dimension").asText()
        + "CapacityUnits="
        + step.get("value").asText();
  }

  @Test
  void recommend_console_saysWhatToChangeAndWhatIsNext() {
    CommandRun run = CommandRun.of("recommend", scenario);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "as it is: provisioned",
            "on-demand with maximum",
            "The cheapest that passes is provisioned at ",
            "small: writeCapacityUnits 900 -> ",
            "--write-back ",
            "cannot cost less than ");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(112));
  }

  @Test
  void recommend_writeBack_changesTheValuesAndThePermissionsStay() throws IOException {
    Files.setPosixFilePermissions(table, PosixFilePermissions.fromString("rw-rw-r--"));

    CommandRun run = CommandRun.of("recommend", scenario, "--write-back", table);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    String written = Files.readString(table);
    assertThat(written.replaceAll("Units: ( ?)[0-9]+", "Units: $1900")).isEqualTo(TABLE);
    assertThat(written).isNotEqualTo(TABLE);
    assertThat(run.err()).contains("table.yaml:4: 900 -> ", "table.yaml:5: 900 -> ");
    assertThat(run.out()).doesNotContain("--write-back");
    assertThat(Files.getPosixFilePermissions(table))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-r--"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(scenario, table);
    }
    assertThat(CommandRun.of("check", scenario).exitCode()).isEqualTo(ExitCode.PASSED);
    CommandRun again = CommandRun.of("recommend", scenario, "--write-back", table);
    assertThat(again.err()).contains("holds this setting already");
  }

  @Test
  void recommend_writeBackIntoTerraform_changesTheVariablesDefault() throws IOException {
    Path module = Files.createDirectory(folder.resolve("infra"));
    String main =
        """
        resource "aws_dynamodb_table" "small" {
          name           = "small"
          hash_key       = "id"
          read_capacity  = 900 # too much
          write_capacity = var.writes

          attribute {
            name = "id"
            type = "S"
          }
        }
        """;
    String variables = "variable \"writes\" {\n  default = 900\n}\n";
    Files.writeString(module.resolve("main.tf"), main);
    Files.writeString(module.resolve("variables.tf"), variables);
    Files.writeString(scenario, SCENARIO.replace("table.yaml", "infra"));

    CommandRun run =
        CommandRun.of("recommend", scenario, "--write-back", module.resolve("main.tf"));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.PASSED);
    assertThat(run.err()).contains("main.tf:4: 900 -> ", "variables.tf:2: 900 -> ");
    assertThat(Files.readString(module.resolve("main.tf")).replaceAll("= [0-9]+", "= 900"))
        .isEqualTo(main);
    assertThat(Files.readString(module.resolve("variables.tf")).replaceAll("= [0-9]+", "= 900"))
        .isEqualTo(variables);
    assertThat(CommandRun.of("check", scenario).exitCode()).isEqualTo(ExitCode.PASSED);
  }

  @Test
  void recommend_mode_choosesWhatIsWritten() throws IOException {
    CommandRun run =
        CommandRun.of("recommend", scenario, "--mode", "on-demand", "--write-back", table);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("Chosen: on-demand at ");
    assertThat(Files.readString(table)).isEqualTo(TABLE.replace("PROVISIONED", "PAY_PER_REQUEST"));
  }

  @Test
  void recommend_settingThatTheFileCannotHold_isPrintedForTheHand() throws IOException {
    CommandRun run =
        CommandRun.of("recommend", scenario, "--mode", "auto-scaling", "--write-back", table);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("does not hold all of this setting", "small: autoScaling.write.min ")
        .doesNotContain("\tat ");
    assertThat(Files.readString(table)).isEqualTo(TABLE);
  }

  @Test
  void recommend_scenarioAsTarget_namesTheTablesFile() {
    CommandRun run = CommandRun.of("recommend", scenario, "--write-back", scenario);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("scenario.yaml", "table.yaml");
  }

  @Test
  void recommend_unknownMode_isBadUsage() {
    CommandRun run = CommandRun.of("recommend", scenario, "--mode", "reserved");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("provisioned, auto-scaling, on-demand, on-demand-maximum", "reserved");
  }

  @Test
  void edit_fileChangedMeanwhile_isRefused() throws IOException {
    var declared = TableFiles.read(table).getFirst();
    TableFileEdit edit = TableFileEdit.of(List.of(table), Variables.NONE, declared);
    Files.writeString(table, TABLE.replace("too much", "enough"));

    assertThatThrownBy(() -> edit.write(declared))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("was changed by somebody else meanwhile");
    assertThat(Files.readString(table)).contains("enough");
  }
}
