package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headroom.document.InvalidInputException;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review that took one side of a plan for the other would wave the wrong change through. */
final class PlannedTablesTest {

  private static final Path EXAMPLE = Path.of("../examples/review/tfplan.json");

  @TempDir private Path folder;

  @Test
  void read_update_givesBothSides() {
    PlannedTables planned = PlannedTables.read(EXAMPLE, Variables.NONE);

    Table before = planned.before().getFirst();
    Table after = planned.after().getFirst();
    assertThat(before.capacity()).isEqualTo(new Provisioned(300, 1200));
    assertThat(before.globalSecondaryIndexes().getFirst().capacity())
        .isEqualTo(new Provisioned(50, 1200));
    assertThat(before.autoScaling()).isEmpty();
    assertThat(after.capacity()).isEqualTo(new Provisioned(300, 500));
    assertThat(after.autoScaling()).hasSize(1);
  }

  @Test
  void read_creation_hasNothingBefore() throws IOException {
    PlannedTables planned = PlannedTables.read(plan("null", table("orders", 5)), Variables.NONE);

    assertThat(planned.before()).isEmpty();
    assertThat(planned.after()).extracting(Table::name).containsExactly("orders");
  }

  @Test
  void read_deletion_hasNothingAfter() throws IOException {
    PlannedTables planned = PlannedTables.read(plan(table("orders", 5), null), Variables.NONE);

    assertThat(planned.before()).extracting(Table::name).containsExactly("orders");
    assertThat(planned.after()).isEmpty();
  }

  @Test
  void read_remainsOfAReplacement_areNotTheTable() throws IOException {
    Path file = plan(table("orders", 5), table("orders", 5));
    String remains =
        """
        {"address": "aws_dynamodb_table.t", "mode": "managed", "type": "aws_dynamodb_table",
         "deposed": "a1b2c3d4", "change": {"actions": ["delete"], "before": %s, "after": null}},
        """
            .formatted(table("orders", 900));
    Files.writeString(
        file,
        Files.readString(file).replace("resource_changes\": [", "resource_changes\": [" + remains));

    assertThat(PlannedTables.read(file, Variables.NONE).before())
        .extracting(Table::capacity)
        .containsExactly(new Provisioned(5, 5));
  }

  @Test
  void read_onDemandBefore_isNotJudgedByWhatComesAfter() throws IOException {
    String onDemand =
        """
        {"name": "orders", "billing_mode": "PAY_PER_REQUEST", "hash_key": "id",
         "attribute": [{"name": "id", "type": "S"}]}""";

    PlannedTables planned = PlannedTables.read(plan(onDemand, table("orders", 5)), Variables.NONE);

    assertThat(planned.before().getFirst().capacity()).isInstanceOf(OnDemand.class);
    assertThat(planned.after().getFirst().capacity()).isEqualTo(new Provisioned(5, 5));
  }

  @Test
  void read_onDemandToProvisionedWithoutCapacity_isCaught() throws IOException {
    String onDemand =
        """
        {"name": "orders", "billing_mode": "PAY_PER_REQUEST", "hash_key": "id",
         "attribute": [{"name": "id", "type": "S"}]}""";
    String ignored = table("orders", 0);
    Path file = plan(onDemand, ignored);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> PlannedTables.read(file, Variables.NONE))
        .withMessageContaining("the provider would set 1 unit/s; is it under ignore_changes?");
  }

  @Test
  void read_state_isNoPlan() throws IOException {
    Path file = folder.resolve("state.json");
    Files.writeString(file, "{\"format_version\": \"1.0\", \"values\": {\"root_module\": {}}}");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> PlannedTables.read(file, Variables.NONE))
        .withMessageContaining("is no plan: it has no resource_changes");
  }

  private static String table(String name, int units) {
    return """
    {"name": "%s", "billing_mode": "PROVISIONED", "read_capacity": %d, "write_capacity": %d,
     "hash_key": "id", "attribute": [{"name": "id", "type": "S"}]}"""
        .formatted(name, units, units);
  }

  private Path plan(String before, @Nullable String after) throws IOException {
    String resource =
        "{\"address\": \"aws_dynamodb_table.t\", \"mode\": \"managed\","
            + " \"type\": \"aws_dynamodb_table\", ";
    return Files.writeString(
        folder.resolve("plan.json"),
        """
        {"format_version": "1.2",
         "planned_values": {"root_module": {"resources": [%s]}},
         "resource_changes": [
           %s "change": {"actions": ["%s"], "before": %s, "after": %s, "after_unknown": {}}}]}
        """
            .formatted(
                after == null ? "" : resource + "\"values\": " + after + "}",
                resource,
                after == null ? "delete" : "update",
                before,
                after));
  }
}
