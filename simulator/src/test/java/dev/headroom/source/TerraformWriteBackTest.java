package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A variable may stand for more than a table's capacity: what else uses it would change with the
 * next {@code terraform apply}.
 */
final class TerraformWriteBackTest {

  private static final String MAIN =
      """
      # The table of orders.
      resource "aws_dynamodb_table" "orders" {
        name           = "orders"
        billing_mode   = "PROVISIONED"
        hash_key       = "id"
        read_capacity  = 40 # eventually consistent
        write_capacity = var.writes

        attribute {
          name = "id"
          type = "S"
        }

        global_secondary_index {
          name            = "by-id"
          hash_key        = "id"
          projection_type = "KEYS_ONLY"
          read_capacity   = local.index.reads
          write_capacity  = 2 * 10
        }
        # read_capacity = 40
      }

      locals {
        index = { reads = 12, note = "12" } /* reads = 12 */
      }
      """;

  private static final String VARIABLES =
      """
      variable "writes" {
        type    = number
        default = 25 // per second
      }
      """;

  @TempDir private Path folder;

  @Test
  void write_literalVariableAndLocal_changesTheValuesAlone() throws IOException {
    file("main.tf", MAIN);
    file("variables.tf", VARIABLES);

    write(41, 26, 13, 20);

    assertThat(folder.resolve("main.tf"))
        .hasContent(
            MAIN.replace("read_capacity  = 40", "read_capacity  = 41")
                .replace("{ reads = 12", "{ reads = 13"));
    assertThat(folder.resolve("variables.tf")).hasContent(VARIABLES.replace("25", "26"));
  }

  @Test
  void write_valuesFile_isWrittenInsteadOfTheDefault() throws IOException {
    file("main.tf", MAIN);
    file("variables.tf", VARIABLES);
    String values = "# production\nwrites   = 300\n";
    file("terraform.tfvars", values);

    write(40, 330, 12, 20);

    assertThat(folder.resolve("terraform.tfvars")).hasContent(values.replace("300", "330"));
    assertThat(folder.resolve("variables.tf")).hasContent(VARIABLES);
    assertThat(folder.resolve("main.tf")).hasContent(MAIN);
  }

  @Test
  void write_valuesFileThatIsNamed_isWrittenToo() throws IOException {
    Path main = file("main.tf", MAIN);
    file("variables.tf", VARIABLES);
    Path values = file("prod.tfvars", "writes = 300\n");

    write(List.of(main, values), Variables.NONE, 40, 330, 12, 20);

    assertThat(values).hasContent("writes = 330\n");
  }

  @Test
  void write_jsonNotation_changesTheValuesAlone() throws IOException {
    String json =
        """
        {
          "variable": {"writes": {"default": 25}},
          "resource": {"aws_dynamodb_table": {"orders": {
            "name": "orders", "hash_key": "id", "billing_mode": "PROVISIONED",
            "read_capacity": 40, "write_capacity": "${var.writes}",
            "attribute": [{"name": "id", "type": "S"}],
            "global_secondary_index": [{"name": "by-id", "hash_key": "id",
              "projection_type": "KEYS_ONLY", "read_capacity": 12, "write_capacity": 20}]
          }}}
        }
        """;
    file("main.tf.json", json);

    write(List.of(folder), Variables.NONE, 41, 26, 13, 20);

    assertThat(folder.resolve("main.tf.json"))
        .hasContent(
            json.replace("\"read_capacity\": 40", "\"read_capacity\": 41")
                .replace("25", "26")
                .replace("12", "13"));
  }

  @Test
  void write_scalingOfTheModule_isWritten() throws IOException {
    Path example = Path.of("../examples/tables/tickets-terraform");
    for (String name : List.of("main.tf", "variables.tf", "terraform.tfvars")) {
      Files.copy(example.resolve(name), folder.resolve(name));
    }
    Table before = TableFiles.read(folder).getFirst();
    Table wanted =
        before.withCapacity(
            before.capacity(),
            List.of(),
            before.autoScaling().stream().map(scaling -> scaling.withTarget(55)).toList());

    Map<String, byte[]> changed = result(List.of(folder), Variables.NONE, wanted).contents();

    assertThat(changed).hasSize(1);
    assertThat(new String(changed.values().iterator().next(), StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(example.resolve("main.tf")).replace("= 70", "= 55"));
  }

  @Test
  void write_variableThatAnotherResourceUses_isRefused() throws IOException {
    file("variables.tf", VARIABLES);
    file(
        "main.tf",
        MAIN
            + """
            resource "aws_lambda_function" "writer" {
              reserved_concurrent_executions = local.writers
            }
            locals {
              writers = var.writes / 5
            }
            """);

    assertThatThrownBy(() -> write(40, 26, 12, 20))
        .hasMessageContaining(
            "has orders: write_capacity from var.writes, which other resources, modules, outputs or"
                + " tags use too")
        .hasMessageContaining("orders: write_capacity 25 -> 26");
    assertThat(folder.resolve("variables.tf")).hasContent(VARIABLES);
  }

  @Test
  void write_variableInTheTablesTags_isRefused() throws IOException {
    file("variables.tf", VARIABLES);
    file(
        "main.tf",
        MAIN.replace("  attribute {", "  tags = { writes = var.writes }\n  attribute {"));

    assertThatThrownBy(() -> write(40, 26, 12, 20))
        .hasMessageContaining("from var.writes, which other resources");
  }

  @Test
  void write_calculatedValue_isRefused() throws IOException {
    file("main.tf", MAIN);
    file("variables.tf", VARIABLES);

    assertThatThrownBy(() -> write(40, 25, 12, 30))
        .hasMessageContaining(
            "has a value that is not written out in it, or by a function: by-id: write_capacity")
        .hasMessageContaining("by-id: write_capacity 20 -> 30");
  }

  @Test
  void write_valueOfTheCommandLine_isRefused() throws IOException {
    Path main = file("main.tf", MAIN);
    file("variables.tf", VARIABLES);

    assertThatThrownBy(
            () -> write(List.of(main), new Variables(Map.of("writes", "77")), 40, 80, 12, 20))
        .hasMessageContaining("orders: write_capacity 77 -> 80");
  }

  @Test
  void filesOf_folderWithoutConfiguration_isRefused() {
    assertThatThrownBy(() -> WriteBack.filesOf(List.of(folder)))
        .hasMessageContaining("is a folder without Terraform configuration");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void write(long reads, long writes, long indexReads, long indexWrites)
      throws IOException {
    write(
        List.of(folder.resolve("main.tf")), Variables.NONE, reads, writes, indexReads, indexWrites);
  }

  /** Writes a setting, and reads it again. */
  private void write(
      List<Path> named,
      Variables variables,
      long reads,
      long writes,
      long indexReads,
      long indexWrites)
      throws IOException {
    Table before = TableFiles.read(WriteBack.filesOf(named), variables).getFirst();
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    for (GlobalSecondaryIndex index : before.globalSecondaryIndexes()) {
      indexes.add(index.withCapacity(new Provisioned(indexReads, indexWrites)));
    }
    Table wanted =
        before.withCapacity(new Provisioned(reads, writes), indexes, before.autoScaling());
    for (Map.Entry<String, byte[]> file : result(named, variables, wanted).contents().entrySet()) {
      Files.write(Path.of(file.getKey()), file.getValue());
    }
    Table after = TableFiles.read(WriteBack.filesOf(named), variables).getFirst();
    assertThat(SettingChange.values(after)).isEqualTo(SettingChange.values(wanted));
  }

  private static WriteBack.Result result(List<Path> named, Variables variables, Table wanted)
      throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Path file : WriteBack.filesOf(named)) {
      contents.put(file.toString(), Files.readAllBytes(file));
    }
    return WriteBack.of(contents, variables, wanted);
  }
}
