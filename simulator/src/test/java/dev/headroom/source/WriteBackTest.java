package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.document.InvalidInputException;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file in which more changes than was asked for, or another table's value, is not ours to write.
 */
final class WriteBackTest {

  private static final Path EXAMPLES = Path.of("../examples/tables");
  private static final Variables PRODUCTION = new Variables(Map.of("Stage", "prod"));

  @TempDir private Path folder;

  /** A file, its table, the variables it needs, and the lines that hold its capacity. */
  static Stream<Arguments> files() {
    return Stream.of(
        arguments("orders-kubevela.yaml", "orders", Variables.NONE, 6),
        arguments("shop-kubevela-traits.yaml", "stock", Variables.NONE, 4),
        arguments("carts-ack.yaml", "carts", Variables.NONE, 7),
        arguments("scores-crossplane.yaml", "scores", Variables.NONE, 4),
        arguments("devices-cdk.json", "devices", Variables.NONE, 4),
        arguments("favourites-sam.yaml", "recently-seen", Variables.NONE, 1),
        arguments("invoices-describe-table.json", "invoices", Variables.NONE, 4),
        arguments("wishlists-inline.yaml", "wishlists", Variables.NONE, 4));
  }

  private static Table table(Path file, String name, Variables variables) {
    return TableFiles.read(List.of(file), variables).stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Every provisioned value some more, every bound of auto scaling doubled, and another target. */
  private static Table raised(Table table) {
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      indexes.add(index.withCapacity(raised(index.capacity(), 7)));
    }
    return table.withCapacity(
        raised(table.capacity(), 1),
        indexes,
        table.autoScaling().stream()
            .map(it -> it.withBounds(2 * it.minCapacityUnits(), 2 * it.maxCapacityUnits()))
            .map(it -> it.withTarget(55))
            .toList());
  }

  private static CapacityMode raised(CapacityMode mode, long more) {
    Provisioned before = (Provisioned) mode;
    return new Provisioned(
        before.readCapacityUnits() + more, before.writeCapacityUnits() + 100 + more);
  }

  private static WriteBack.Result write(Path file, Variables variables, Table wanted)
      throws IOException {
    return write(List.of(file), variables, wanted);
  }

  private static WriteBack.Result write(List<Path> named, Variables variables, Table wanted)
      throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Path file : WriteBack.filesOf(named)) {
      contents.put(file.toString(), Files.readAllBytes(file));
    }
    return WriteBack.of(contents, variables, wanted);
  }

  private static byte[] content(WriteBack.Result result) {
    assertThat(result.contents()).hasSize(1);
    return result.contents().values().iterator().next();
  }

  private static List<String> changedLines(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    assertThat(now).hasSameSizeAs(old);
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(now.get(i))) {
        changed.add(now.get(i).strip());
      }
    }
    return changed;
  }

  @ParameterizedTest
  @MethodSource("files")
  void write_eachFormat_changesTheValuesAloneAndReadsAsWanted(
      String name, String tableName, Variables variables, int lines) throws IOException {
    Path file = EXAMPLES.resolve(name);
    Table before = table(file, tableName, variables);
    Table wanted = raised(before);

    WriteBack.Result result = write(file, variables, wanted);

    String written = new String(content(result), StandardCharsets.UTF_8);
    assertThat(changedLines(Files.readString(file), written)).hasSize(lines);
    Path copy = Files.write(folder.resolve(name), content(result));
    Table after = table(copy, tableName, variables);
    assertThat(SettingChange.values(after)).isEqualTo(SettingChange.values(wanted));
    assertThat(TableFiles.read(copy)).hasSameSizeAs(TableFiles.read(file));
  }

  @ParameterizedTest
  @MethodSource("files")
  void write_thereAndBackAgain_isTheSameFile(
      String name, String tableName, Variables variables, int lines) throws IOException {
    Path file = EXAMPLES.resolve(name);
    Table before = table(file, tableName, variables);

    Path copy = Files.write(folder.resolve(name), content(write(file, variables, raised(before))));

    assertThat(content(write(copy, variables, before))).isEqualTo(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void write_otherEncodingAndLineEnds_keepsThem(String charset) throws IOException {
    String text =
        """
        \ufeffname: t # Größe 😀
        partitionKey: id
        readCapacityUnits:  10   # ten
        writeCapacityUnits: '20'
        """
            .replace("\n", "\r\n");
    Path file = folder.resolve("t.yaml");
    Files.write(file, text.getBytes(Charset.forName(charset)));

    WriteBack.Result result = write(file, Variables.NONE, raised(table(file, "t", Variables.NONE)));

    assertThat(new String(content(result), Charset.forName(charset)))
        .isEqualTo(text.replace("Units:  10", "Units:  11").replace("'20'", "'121'"));
    assertThat(result.edits())
        .extracting(WriteBack.Edit::line, WriteBack.Edit::before, WriteBack.Edit::after)
        .containsExactly(tuple(3, "10", "11"), tuple(4, "20", "121"));
  }

  private static final String TEMPLATE =
      """
      Parameters:
        Reads: {Type: Number, Default: 40}
        Writes: {Type: Number, Default: "25"} # per second
      Resources:
        T:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: t
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
            ProvisionedThroughput: {ReadCapacityUnits: !Ref Reads, WriteCapacityUnits: !Ref Writes}
            GlobalSecondaryIndexes:
              - IndexName: i
                KeySchema: [{AttributeName: id, KeyType: HASH}]
                Projection: {ProjectionType: ALL}
                ProvisionedThroughput:
                  ReadCapacityUnits: 5
                  WriteCapacityUnits: INDEX
      """;

  private Path template(String indexWrites) throws IOException {
    return Files.writeString(
        folder.resolve("template.yaml"), TEMPLATE.replace("INDEX", indexWrites));
  }

  @Test
  void write_parameterUsedOnce_changesItsDefault() throws IOException {
    Path file = template("9");

    WriteBack.Result result = write(file, Variables.NONE, raised(table(file, "t", Variables.NONE)));

    assertThat(
            changedLines(
                Files.readString(file), new String(content(result), StandardCharsets.UTF_8)))
        .containsExactly(
            "Reads: {Type: Number, Default: 41}",
            "Writes: {Type: Number, Default: \"126\"} # per second",
            "ReadCapacityUnits: 12",
            "WriteCapacityUnits: 116");
  }

  @Test
  void write_parameterThatTwoValuesShare_isRefusedUnlessBothAreToBeTheSame() throws IOException {
    Path file = template("!Ref Writes");
    Table before = table(file, "t", Variables.NONE);
    Table same =
        before.withCapacity(
            new Provisioned(40, 77),
            List.of(
                before.globalSecondaryIndexes().getFirst().withCapacity(new Provisioned(5, 77))),
            List.of());

    assertThat(write(file, Variables.NONE, same).edits()).hasSize(1);
    assertThatThrownBy(() -> write(file, Variables.NONE, raised(before)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has a value that stands for others as well")
        .hasMessageContaining("t: WriteCapacityUnits 25 -> 126")
        .hasMessageContaining("i: WriteCapacityUnits 25 -> 132");
  }

  @Test
  void write_valueFromTheCommandLine_isRefused() throws IOException {
    Path file = template("9");
    Variables given = new Variables(Map.of("Writes", "300"));

    assertThatThrownBy(() -> write(file, given, raised(table(file, "t", given))))
        .hasMessageContaining("has a value that is not written out in it")
        .hasMessageContaining("t: WriteCapacityUnits 300 -> 401");
  }

  @Test
  void write_aliasOfTwoValues_isRefused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.yaml"),
            """
            name: t
            partitionKey: id
            readCapacityUnits: &units 10
            writeCapacityUnits: *units
            """);

    assertThatThrownBy(() -> write(file, Variables.NONE, raised(table(file, "t", Variables.NONE))))
        .hasMessageContaining("has a value that stands for others as well");
  }

  @Test
  void write_conditionsOfATemplate_areSeenThrough() throws IOException {
    Path file = EXAMPLES.resolve("bookings-cloudformation.yaml");
    Table before = table(file, "bookings-prod", PRODUCTION);
    Table wanted =
        before.withCapacity(
            new Provisioned(900, 400), before.globalSecondaryIndexes(), before.autoScaling());

    WriteBack.Result result = write(file, PRODUCTION, wanted);

    assertThat(
            changedLines(
                Files.readString(file), new String(content(result), StandardCharsets.UTF_8)))
        .containsExactly("- ReadCapacityUnits: 900");
  }

  @Test
  void write_generatedFile_isRefused() {
    Path file = EXAMPLES.resolve("payments-terraform-plan.json");
    Table before = table(file, "payments", Variables.NONE);

    assertThatThrownBy(() -> write(file, Variables.NONE, raised(before)))
        .hasMessageContaining("is generated")
        .hasMessageContaining("payments: write_capacity ")
        .hasMessageContaining("payments: write scaling: min_capacity 300 -> 600");
  }

  @Test
  void write_otherBillingMode_isWrittenWhereTheFormatAllowsIt() throws IOException {
    Path inline = EXAMPLES.resolve("wishlists-inline.yaml");
    Path template = template("9");

    WriteBack.Result result =
        write(inline, Variables.NONE, onDemand(table(inline, "wishlists", Variables.NONE)));

    assertThat(
            changedLines(
                Files.readString(inline), new String(content(result), StandardCharsets.UTF_8)))
        .containsExactly("billingMode: PAY_PER_REQUEST");
    assertThatThrownBy(
            () -> write(template, Variables.NONE, onDemand(table(template, "t", Variables.NONE))))
        .hasMessageContaining("would need other keys for another billing mode")
        .hasMessageContaining("t: ReadCapacityUnits (take it out)");
  }

  private static Table onDemand(Table table) {
    return table.withCapacity(
        OnDemand.UNLIMITED,
        table.globalSecondaryIndexes().stream()
            .map(index -> index.withCapacity(OnDemand.UNLIMITED))
            .toList(),
        List.of());
  }

  @Test
  void write_scalingThatTheFileDoesNotHave_isRefused() throws IOException {
    Path scaled = EXAMPLES.resolve("carts-ack.yaml");
    Path fixed = EXAMPLES.resolve("orders-kubevela.yaml");
    Table orders = table(fixed, "orders", Variables.NONE);
    Table carts = table(scaled, "carts", Variables.NONE);
    Table more =
        orders.withCapacity(
            orders.capacity(),
            orders.globalSecondaryIndexes(),
            carts.autoScaling().stream().map(it -> it.withBounds(7, 8)).toList());
    Table less = carts.withCapacity(carts.capacity(), carts.globalSecondaryIndexes(), List.of());

    assertThatThrownBy(() -> write(fixed, Variables.NONE, more))
        .hasMessageContaining("does not hold all of this setting")
        .hasMessageContaining("carts: write scaling: minCapacity 7 (add it)");
    assertThatThrownBy(() -> write(scaled, Variables.NONE, less))
        .hasMessageContaining("does not hold all of this setting, or holds more")
        .hasMessageContaining("carts: write scaling: targetValue (take it out)");
  }

  @Test
  void check_fileOfOtherTables_saysWhichThereAre() throws IOException {
    Path file = EXAMPLES.resolve("favourites-sam.yaml");
    Table other = table(EXAMPLES.resolve("orders-kubevela.yaml"), "orders", Variables.NONE);
    byte[] content = Files.readAllBytes(file);

    assertThatThrownBy(
            () -> WriteBack.check(Map.of(file.toString(), content), Variables.NONE, other))
        .hasMessageContaining("no table is called \"orders\"")
        .hasMessageContaining("favourites, recently-seen");
  }
}
