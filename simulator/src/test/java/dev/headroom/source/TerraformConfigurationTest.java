package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.document.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it, a capacity behind a variable could silently be another than Terraform's. */
final class TerraformConfigurationTest {

  private static final String KEY =
      """
        hash_key = "id"
        attribute {
          name = "id"
          type = "S"
        }
      """;

  @TempDir private Path folder;

  @Test
  void read_literals_areTaken() {
    assertThat(TableSummary.of("hcl/literal.tf"))
        .isEqualTo(
            """
            GameScores: 20/30, key UserId S + GameTitle S
              global GameTitleIndex: 11/10, key GameTitle S + TopScore N, INCLUDE [UserId]
              settings ttl TimeToExist
            """);
  }

  @Test
  void read_folder_isOneModuleWithItsValues() {
    assertThat(TableSummary.of("hcl/orders"))
        .isEqualTo("orders-prod: 234/700, key id S + placed_at S\n");
  }

  @Test
  void read_variablesOfTheCommandLine_winOverFiles() {
    assertThat(TableSummary.of(Map.of("write_capacity", "9"), "hcl/orders"))
        .isEqualTo("orders-prod: 30/90, key id S + placed_at S\n");
    assertThat(TableSummary.of(Map.of("stage", "dev"), "hcl/orders"))
        .isEqualTo("orders-dev: on demand, key id S + placed_at S\n");
    assertThat(TableSummary.of(Map.of("extra_attributes", "[\"total\"]"), "hcl/orders"))
        .isEqualTo("orders-prod: 234/700, key id S + placed_at S\n");
  }

  @Test
  void read_filesOfAModuleByName_areOneModule() {
    assertThat(
            TableSummary.of(
                Map.of("stage", "prod"), "hcl/orders/main.tf", "hcl/orders/variables.tf"))
        .isEqualTo("orders-prod: 134/400, key id S + placed_at S\n");
  }

  @Test
  void read_scaling_meetsItsTableThroughReferences() {
    String note =
        "  note write_capacity of table carts-x is under ignore_changes: the live table may have"
            + " another\n";

    assertThat(TableSummary.of(Map.of("suffix", "-x"), "hcl/scaled"))
        .isEqualTo(
            "carts-x: 5/5, key id S\n"
                + "  scales write of carts-x: 5 to 100 at 70.0%, cron(0 7 ? * MON-FRI *) 50..\n"
                + note);
  }

  @Test
  void read_nameThatIsNotKnown_isAPlaceholderThatScalingMeets() {
    assertThat(TableSummary.of("hcl/scaled"))
        .contains(
            "carts${var.suffix}: 5/5",
            "scales write of carts${var.suffix}: 5 to 100 at 70.0%",
            "note the table's name is a placeholder: carts${var.suffix}");
  }

  @Test
  void read_jsonNotation_isTheSame() {
    assertThat(TableSummary.of("hcl/json"))
        .isEqualTo("acme-events: 12/24, key id S\n  global by-day: 3/4, key day S, ALL\n");
    assertThat(TableSummary.of(Map.of("capacity", "8"), "hcl/json/main.tf.json"))
        .startsWith("acme-events: 8/16");
  }

  @Test
  void read_indexThatIsAResource_belongsToItsTable() {
    assertThat(TableSummary.of("hcl/indexes"))
        .isEqualTo(
            "games: 10/10, key user S\n  global by-title: 6/7, key title S + score N, KEYS_ONLY\n");
  }

  @Test
  void read_countAndForEach_areAllInstances() {
    assertThat(TableSummary.of("hcl/loops"))
        .contains("users: 11/12, key id N", "items: 13/14, key id N")
        .contains("shard-0: 1/14, key id B", "shard-1: 2/14, key id B")
        .contains("scales read of users: 1 to 50", "scales read of items: 1 to 50")
        .doesNotContain("absent");
  }

  @Test
  void read_textThatBeginsLikeHcl_needsNoEnding() {
    assertThat(read("orders.txt", "# a table\n" + table("read_capacity = 3\nwrite_capacity = 4")))
        .isEqualTo("t: 3/4, key id S\n");
  }

  static List<Arguments> expressions() {
    return List.of(
        arguments("2 * (3 + 4) - 1", "13"),
        arguments("7 % 4", "3"),
        arguments("-(-5)", "5"),
        arguments("1 < 2 && !(3 <= 2) ? 10 : 20", "10"),
        arguments("\"a\" == \"b\" || \"${1 + 1}\" != \"2\" ? 10 : 20", "20"),
        arguments("{ a = 1, b = 8 }[\"b\"]", "8"),
        arguments("{ a = 1, b = 8 }.b", "8"),
        arguments("[4, 5][1]", "5"),
        arguments("length([for k, v in { a = 1, b = 2 } : k if v > 1])", "1"),
        arguments("{ for n in [\"a\", \"bb\"] : n => length(n) }[\"bb\"]", "2"),
        arguments("tonumber(\"6\")", "6"),
        arguments("floor(6.9)", "6"),
        arguments("ceil(6.1)", "7"),
        arguments("min(9, 4, 6)", "4"),
        arguments("max(9, 4, 6)", "9"),
        arguments("lookup({ a = 2 }, \"b\", 3)", "3"),
        arguments("contains([\"a\"], \"a\") ? 1 : 2", "1"),
        arguments("length(concat([1], [2, 3]))", "3"),
        arguments("merge({ a = 1 }, { a = 2 }).a", "2"),
        arguments("element([7, 8, 9], 4)", "8"),
        arguments("coalesce(null, 5)", "5"),
        arguments("try(var.none.such, 5)", "5"),
        arguments("values({ b = 2, a = 1 })[0]", "1"),
        arguments("length(join(\"-\", keys({ b = 2, a = 1 })))", "3"),
        arguments("length(replace(upper(lower(\"AbC\")), \"B\", \"--\"))", "4"),
        arguments("length(format(\"%s-%d\", \"ab\", 7))", "4"));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void read_expression_isComputed(String expression, String value) {
    assertThat(read("f.tf", table("read_capacity = " + expression + "\nwrite_capacity = 1")))
        .isEqualTo("t: " + value + "/1, key id S\n");
  }

  static List<Arguments> unresolved() {
    return List.of(
        arguments(
            "variable \"rcu\" {}\n" + table("read_capacity = var.rcu\nwrite_capacity = 1"),
            "f.tf:3: aws_dynamodb_table.t.read_capacity: needs the variable rcu, which has no"
                + " default; give it: --var rcu=…"),
        arguments(
            table("read_capacity = var.rcu\nwrite_capacity = 1"),
            "names the variable rcu, which these files do not declare; name its file too"),
        arguments(
            table("read_capacity = local.rcu\nwrite_capacity = 1"),
            "names no local value of these files: local.rcu"),
        arguments(
            "locals {\n a = local.b\n b = local.a\n}\n"
                + table("read_capacity = local.a\nwrite_capacity = 1"),
            "refers to itself: local."),
        arguments(
            table("read_capacity = data.aws_ssm_parameter.rcu.value\nwrite_capacity = 1"),
            "is read when the plan is made; give the plan instead: terraform show -json"),
        arguments(
            table("read_capacity = module.sizes.rcu\nwrite_capacity = 1"),
            "comes from the module sizes; give the plan instead"),
        arguments(
            table("read_capacity = terraform.workspace == \"prod\" ? 5 : 1\nwrite_capacity = 1"),
            "depends on terraform.workspace; give it: --var terraform.workspace=…"),
        arguments(
            table("read_capacity = jsondecode(file(\"x.json\")).rcu\nwrite_capacity = 1"),
            "calls the function file, which is not computed here; give the plan instead"),
        arguments(
            table("read_capacity = { dev = 1 }[\"prod\"]\nwrite_capacity = 1"),
            "has no value for the key prod"),
        arguments(
            table("read_capacity = \"many\" * 2\nwrite_capacity = 1"),
            "cannot be computed: * does not fit"),
        arguments(
            table("read_capacity = [1, 2][*]\nwrite_capacity = 1"),
            "is a splat expression, which is not computed"),
        arguments(
            "variable \"n\" {}\n" + table("count = var.n\nread_capacity = 1\nwrite_capacity = 1"),
            "f.tf:3: aws_dynamodb_table.t.count: needs the variable n, which has no default"),
        arguments(
            table("for_each = 3\nread_capacity = 1\nwrite_capacity = 1"),
            "aws_dynamodb_table.t.for_each: must be a map or a set"));
  }

  @ParameterizedTest
  @MethodSource("unresolved")
  void read_whatCannotBeKnown_isAnErrorThatSaysWhatToDo(String text, String message) {
    assertThat(failure("f.tf", text)).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"read_capacity", "write_capacity", "all"})
  void read_capacityUnderIgnoreChangesAndNotGiven_isAnErrorThatTellsOfTheOneUnit(String ignored) {
    String names = ignored.equals("all") ? "all" : "[" + ignored + "]";
    String text =
        table("billing_mode = \"PROVISIONED\"\nlifecycle {\nignore_changes = " + names + "\n}");

    assertThat(failure("f.tf", text))
        .contains(
            "is missing: table t is PROVISIONED; it is under ignore_changes, so that the provider"
                + " sets 1 unit/s where the table changes from PAY_PER_REQUEST");
  }

  @Test
  void read_provisionedWithoutCapacity_isNeitherOneNorFive() {
    assertThat(failure("f.tf", table("")))
        .contains(
            "f.tf:1: aws_dynamodb_table.t.read_capacity: is missing: table t is PROVISIONED",
            "f.tf:1: aws_dynamodb_table.t.write_capacity: is missing: table t is PROVISIONED");
  }

  @Test
  void read_indexWithoutCapacity_isAProblemWhereverItStands() {
    String inline =
        """
        read_capacity  = 3
        write_capacity = 4
        global_secondary_index {
          name            = "by-id"
          hash_key        = "id"
          projection_type = "ALL"
        }
        """;
    String standalone =
        """
        resource "aws_dynamodb_global_secondary_index" "i" {
          table_name = aws_dynamodb_table.t.name
          index_name = "by-id"
          key_schema {
            attribute_name = "id"
            attribute_type = "S"
            key_type       = "HASH"
          }
          projection {
            projection_type = "ALL"
          }
        }
        """;

    assertThat(failure("f.tf", table(inline)))
        .contains(
            "f.tf:4: aws_dynamodb_table.t.global_secondary_index[0].read_capacity: is missing: index"
                + " by-id of table t is PROVISIONED");
    assertThat(failure("f.tf", standalone + table("read_capacity = 3\nwrite_capacity = 4")))
        .contains(
            "f.tf:1: aws_dynamodb_global_secondary_index.i.read_capacity: is missing: index by-id of"
                + " table t is PROVISIONED");
  }

  @Test
  void read_onDemandMaximumOfMinusOne_isNone() {
    String onDemand =
        """
        billing_mode = "PAY_PER_REQUEST"
        on_demand_throughput {
          max_read_request_units  = -1
          max_write_request_units = 700
        }
        """;

    assertThat(read("f.tf", table(onDemand))).isEqualTo("t: on demand max write 700, key id S\n");
  }

  @Test
  void read_capacityOfZero_namesTheLine() {
    assertThat(failure("f.tf", table("write_capacity = 4\nread_capacity = 0")))
        .isEqualTo(
            folder.resolve("f.tf")
                + ":3: aws_dynamodb_table.t.read_capacity: must be at least 1, not 0: table t is"
                + " PROVISIONED");
  }

  static List<Arguments> uncounted() {
    String scaling =
        """
        resource "aws_appautoscaling_target" "web" {
          count = var.x ? 1 : 0
          service_namespace  = "ecs"
          resource_id        = "service/shop/web"
          scalable_dimension = "ecs:service:DesiredCount"
          min_capacity       = 1
          max_capacity       = 4
        }
        resource "aws_appautoscaling_policy" "web" {
          count = var.x ? 1 : 0
          name               = "web"
          service_namespace  = aws_appautoscaling_target.web[0].service_namespace
          resource_id        = aws_appautoscaling_target.web[0].resource_id
          scalable_dimension = aws_appautoscaling_target.web[0].scalable_dimension
        }
        """;
    String encryption =
        """
        resource "aws_kms_key" "t" {
          count = var.x ? 1 : 0
        }
        resource "aws_dynamodb_table" "u" {
          name           = "u"
          read_capacity  = 1
          write_capacity = 2
          server_side_encryption {
            enabled     = true
            kms_key_arn = aws_kms_key.t[0].arn
          }
        """
            + KEY
            + "}\n";
    String alarm =
        """
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          count = var.x ? 1 : 0
          alarm_name = "cpu"
          namespace = "AWS/EC2"
        }
        """;
    return List.of(
        arguments(alarm, "t: 3/4, key id S\n"),
        arguments(scaling, "t: 3/4, key id S\n"),
        arguments(encryption, "u: 1/2, key id S\nt: 3/4, key id S\n"));
  }

  @ParameterizedTest
  @MethodSource("uncounted")
  void read_unknownCountOfWhatNoTableNeeds_isNoProblem(String resources, String tables) {
    assertThat(
            read(
                "f.tf",
                "variable \"x\" {}\n" + resources + table("read_capacity = 3\nwrite_capacity = 4")))
        .isEqualTo(tables);
  }

  @Test
  void read_unknownCountOfAnAlarm_isNotedWithTheTable() {
    String alarm =
        """
        variable "x" {}
        resource "aws_cloudwatch_metric_alarm" "reads" {
          count = var.x ? 1 : 0
          alarm_name = "reads"
        }
        """;

    assertThat(read("f.tf", alarm + table("read_capacity = 3\nwrite_capacity = 4")))
        .startsWith("t: 3/4, key id S\n")
        .contains("note the alarm aws_cloudwatch_metric_alarm.reads was not read: ")
        .contains("f.tf:3: aws_cloudwatch_metric_alarm.reads.count: needs the variable x");
  }

  @Test
  void read_unknownCountOfATablesScaling_isAProblem() {
    String target =
        """
        variable "x" {}
        resource "aws_appautoscaling_target" "reads" {
          count = var.x ? 1 : 0
          service_namespace = "dynamodb"
        }
        """;

    assertThat(failure("f.tf", target + table("read_capacity = 3\nwrite_capacity = 4")))
        .contains("f.tf:3: aws_appautoscaling_target.reads.count: needs the variable x");
  }

  @Test
  void read_onlyModules_saysThatTheyWereNotFollowed() {
    assertThat(failure("main.tf", "module \"orders\" {\n  source = \"./orders\"\n}\n"))
        .contains(
            "declares no DynamoDB table; the modules orders were not followed; name their folders");
  }

  @Test
  void read_brokenFile_saysWhereAndNothingElse() {
    assertThat(failure("f.tf", table("read_capacity = ")))
        .isEqualTo(
            folder.resolve("f.tf")
                + ":2: is not valid HCL: expected a value before the end of the line");
  }

  @Test
  void read_variableThatNoFileDeclares_isAnError() {
    assertThat(
            catchThrowableOfType(
                InvalidInputException.class,
                () -> TableSummary.of(Map.of("wcu", "3"), "hcl/orders")))
        .hasMessageStartingWith("--var: \"wcu\" is no parameter of the table files");
  }

  private static String table(String lines) {
    return "resource \"aws_dynamodb_table\" \"t\" {\n" + lines + "\n  name = \"t\"\n" + KEY + "}\n";
  }

  private String read(String name, String text) {
    try {
      Path file = Files.writeString(folder.resolve(name), text);
      return TableSummary.of(TableFiles.read(List.of(file), Variables.NONE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String failure(String name, String text) {
    InvalidInputException e =
        catchThrowableOfType(InvalidInputException.class, () -> read(name, text));
    assertThat(e).as("expected a failure of %s", text).isNotNull();
    return String.valueOf(e.getMessage());
  }
}
