package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static dev.headroom.source.TableTexts.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it, a file could be read as the wrong format, or the wrong one of its tables taken. */
final class TableFilesTest {

  static final Path EXAMPLES = Path.of("..", "examples", "tables");

  private static final Location PLACE = new Location("s.yaml", 3, "table");

  @ParameterizedTest
  @CsvSource({
    "orders-kubevela.yaml,         kubevela,       orders",
    "shop-kubevela-traits.yaml,    kubevela,       carts stock",
    "sessions-kubevela.yaml,       kubevela,       sessions",
    "carts-ack.yaml,               ack,            carts",
    "leaderboard-kro.yaml,         kro,            leaderboard",
    "scores-crossplane.yaml,       crossplane,     scores",
    "bookings-cloudformation.yaml, cloudformation, bookings-dev",
    "devices-cdk.json,             cloudformation, devices",
    "favourites-sam.yaml,          cloudformation, favourites recently-seen",
    "payments-terraform-plan.json, terraform,      payments webhooks-retry",
    "invoices-describe-table.json, describe-table, invoices",
    "events-describe-table.json,   describe-table, click-events",
    "subscriptions,                describe-table, subscriptions",
    "wishlists-inline.yaml,        inline,         wishlists",
    "reviews-data-model.json,      describe-table, Reviews",
    "tickets-terraform,            terraform,      tickets-prod",
  })
  void read_example_givesItsTables(String file, String format, String names) {
    List<Table> tables = TableFiles.read(EXAMPLES.resolve(file));

    assertThat(tables).extracting(Table::name).containsExactly(names.split(" "));
    assertThat(tables).allMatch(table -> table.origin().format().equals(format));
    assertThat(tables).allMatch(table -> table.origin().line() > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void read_exampleWithByteOrderMark_isTheSame(String charset, @TempDir Path folder)
      throws IOException {
    Path example = EXAMPLES.resolve("invoices-describe-table.json");
    String text = Files.readString(example);
    Path copy = folder.resolve("copy.json");
    Files.write(copy, ('\uFEFF' + text).getBytes(Charset.forName(charset)));

    assertThat(
            Tables.sameSettings(
                TableFiles.read(copy).getFirst(), TableFiles.read(example).getFirst()))
        .isTrue();
  }

  @Test
  void read_unknownFile_saysWhatWasFoundAndWhatIsAccepted() {
    assertThat(failure("services:\n  web: {}\nvolumes: {}\n"))
        .startsWith("f:1: is not a table file that can be read; found the keys services, volumes;")
        .contains("KubeVela Application", "aws dynamodb describe-table", "partitionKey");
    assertThat(failure("apiVersion: v1\nkind: Service\n")).contains("found kind Service;");
    assertThat(failure("just text")).contains("found \"just text\";");
    assertThat(failure("[]")).contains("found a list;");
    assertThat(failure("{}")).contains("found an empty mapping;");
  }

  @Test
  void select_withoutName_takesTheOnlyTableOrListsNames() {
    List<Table> tables = tables(inline("orders", "") + "\n---\n" + inline("carts", ""));

    assertThat(TableFiles.select(tables.subList(0, 1), null, PLACE).name()).isEqualTo("orders");
    assertThatThrownBy(() -> TableFiles.select(tables, null, PLACE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("s.yaml:3: table: the file has several tables; name one of: orders, carts");
  }

  @Test
  void select_byName_findsItOrListsNames() {
    List<Table> tables = tables(inline("orders", "") + "\n---\n" + inline("carts", ""));

    assertThat(TableFiles.select(tables, "carts", PLACE).name()).isEqualTo("carts");
    assertThatThrownBy(() -> TableFiles.select(tables, "cart", PLACE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("s.yaml:3: table: no table is called \"cart\"; there are: orders, carts");
  }

  @Test
  void read_oneNameInTwoRegions_givesTwoTables() {
    List<Table> tables =
        tables(
            inline("orders", ", region: eu-west-1")
                + "\n---\n"
                + inline("orders", ", region: us-east-1"));

    assertThat(tables).hasSize(2);
    assertThatThrownBy(() -> TableFiles.select(tables, "orders", PLACE))
        .hasMessageContaining("orders (eu-west-1), orders (us-east-1)");
  }

  @Test
  void read_hugeKeysInUnknownFile_givesAShortMessage() {
    String text = "k".repeat(20_000) + ": 1\n\"\\e[31m\": 2\n";

    assertThat(failure(text)).hasSizeLessThan(800).doesNotContain("\u001b");
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(20_000);
  }

  @Test
  void read_severalFiles_scalesTheTableOfOneByThePolicyOfAnother() {
    assertThat(TableSummary.of("set/scaling.yaml", "set/table.yaml"))
        .isEqualTo(
            """
            events: 20/50, key deviceId S
              scales write of events: 50 to 400 at 65.0%
            """);
  }

  @Test
  void read_folder_readsItsTableFilesAndNamesTheOthers() {
    assertThat(TableSummary.of("set"))
        .isEqualTo(
            """
            events: 20/50, key deviceId S
              scales write of events: 50 to 400 at 65.0%
              note files without a table were ignored: package.json, scenario.yaml
            """);
  }

  @Test
  void read_brokenFileAmongOthers_givesTheTablesOfTheOthers(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("a.yaml"), inline("orders", ""));
    Files.writeString(folder.resolve("b.yaml"), inline("carts", ", speed: 5"));
    Files.writeString(folder.resolve("c.json"), "{\"Table\": {");
    Problems problems = new Problems();

    List<Table> tables = TableFiles.read(List.of(folder), Variables.NONE, problems);

    assertThat(tables).extracting(Table::name).containsExactly("orders");
    assertThat(problems.list())
        .hasSize(2)
        .anyMatch(problem -> problem.toString().contains("b.yaml:1: speed: is not a known key"))
        .anyMatch(problem -> problem.toString().contains("c.json:1: is not valid JSON"));
  }

  @Test
  void read_folderWithoutTables_isAProblem(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("package.json"), "{\"name\": \"shop\"}");
    Files.writeString(folder.resolve("notes.txt"), inline("orders", ""));

    assertThatThrownBy(() -> TableFiles.read(folder))
        .hasMessage(
            folder + ": holds no table file among its .yaml, .yml, .json, .template and .tf files");
  }

  @Test
  void read_oneTableInTwoFiles_countsOnceOrReportsBoth(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("a.yaml"), inline("orders", ""));
    Path same = Files.writeString(folder.resolve("b.yaml"), "\n" + inline("orders", ""));
    Path other =
        Files.writeString(folder.resolve("c.yaml"), inline("orders", ", maxReadRequestUnits: 5"));

    assertThat(TableFiles.read(List.of(first, same), Variables.NONE))
        .singleElement()
        .satisfies(
            table ->
                assertThat(table.notes())
                    .containsExactly(
                        "is described twice with the same settings, again in "
                            + same
                            + " on line 2; counted once"));
    assertThatThrownBy(() -> TableFiles.read(List.of(first, other), Variables.NONE))
        .hasMessage(
            other
                + ":1: table \"orders\" is described a second time with other settings; the first"
                + " is in "
                + first
                + " on line 1");
  }

  @Test
  void select_byNameAndRegion_findsOneOfSeveral() {
    List<Table> tables =
        tables(
            inline("orders", ", region: eu-west-1")
                + "\n---\n"
                + inline("orders", ", region: us-east-1"));

    assertThat(TableFiles.select(tables, "orders (us-east-1)", PLACE).region())
        .isEqualTo("us-east-1");
  }

  private static String inline(String name, String more) {
    return "{name: " + name + ", billingMode: PAY_PER_REQUEST, partitionKey: id" + more + "}";
  }
}
