package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static dev.headroom.source.TableTexts.table;
import static dev.headroom.source.TableTexts.tables;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.table.CapacityMode;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it, a KubeVela table could be judged with another capacity than the cluster gives it. */
final class KubeVelaFormatTest {

  private static final CapacityMode NO_LIMIT =
      new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty());

  private static final String HEAD =
      """
      apiVersion: core.oam.dev/v1beta1
      kind: Application
      metadata: {name: shop}
      spec:
        components:
      """;

  private static final String ORDERS =
      HEAD
          + """
              - name: storage
                type: aws-dynamodb-kro
                properties:
                  tableName: orders
                  region: eu-west-1
                  attributeDefinitions:
                    - {attributeName: orderId, attributeType: S}
                    - {attributeName: placed, attributeType: N}
                  keySchema:
                    - {attributeName: placed, keyType: RANGE}
                    - {attributeName: orderId, keyType: HASH}
          """;

  @Test
  void read_withoutBillingMode_isOnDemand() {
    Table table = table(ORDERS);

    assertThat(table.capacity()).isEqualTo(NO_LIMIT);
    assertThat(table.name()).isEqualTo("orders");
    assertThat(table.region()).isEqualTo("eu-west-1");
    assertThat(table.origin().format()).isEqualTo("kubevela");
    assertThat(table.origin().line()).isEqualTo(6);
    assertThat(table.notes()).isEmpty();
  }

  @Test
  void read_keysInAnyOrder_putsPartitionKeyFirst() {
    assertThat(table(ORDERS).keySchema())
        .containsExactly(
            new KeyAttribute("orderId", "S", KeyAttribute.KeyType.HASH),
            new KeyAttribute("placed", "N", KeyAttribute.KeyType.RANGE));
  }

  @Test
  void read_inlineThroughput_isTheCapacity() {
    Table table =
        table(ORDERS + properties("billingMode: PROVISIONED", throughput("'30'", "\"7\"")));

    assertThat(table.capacity()).isEqualTo(new CapacityMode.Provisioned(30, 7));
  }

  @Test
  void read_throughputWithoutProvisionedMode_isIgnoredWithNote() {
    Table table = table(ORDERS + properties(throughput("30", "7")));

    assertThat(table.capacity()).isEqualTo(NO_LIMIT);
    assertThat(table.notes()).singleElement().asString().contains("30/7", "PAY_PER_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"billingMode: PAY_PER_REQUEST", "billingMode: PROVISIONED", "tags: []"})
  void read_capacityTrait_makesTheTableProvisionedWhateverTheComponentSays(String property) {
    Table table =
        table(
            ORDERS
                + properties(property)
                + traits("dynamodb-provisioned-capacity-kro", "readCapacityUnits: 80")
                + "            writeCapacityUnits: 40\n");

    assertThat(table.capacity()).isEqualTo(new CapacityMode.Provisioned(80, 40));
    assertThat(table.notes().toString().contains("although the component says"))
        .isEqualTo(property.contains("PAY_PER_REQUEST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb-provisioned-capacity", "dynamodb-provisioned-capacity-xp"})
  void read_capacityTraitOfAnotherName_countsToo(String trait) {
    Table table =
        table(
            ORDERS
                + traits(trait, "readCapacityUnits: 80")
                + "            writeCapacityUnits: 40\n");

    assertThat(table.capacity()).isEqualTo(new CapacityMode.Provisioned(80, 40));
  }

  @Test
  void read_capacityTraitTwice_isAProblem() {
    String trait = "dynamodb-provisioned-capacity-kro";

    assertThat(
            failure(
                ORDERS
                    + traits(trait, "readCapacityUnits: 80")
                    + trait(trait, "readCapacityUnits: 90")))
        .startsWith("f:21: spec.components[0].traits[1].type: the component has a second trait");
  }

  @Test
  void read_capacityTraitWithoutIndexThroughput_isAProblem() {
    assertThat(
            failure(
                ORDERS
                    + properties(index("by-place", ""))
                    + traits("dynamodb-provisioned-capacity-kro", "readCapacityUnits: 80")))
        .contains("index by-place of table orders is PROVISIONED and needs readCapacityUnits");
  }

  @Test
  void read_capacityTraitOverInlineThroughput_takesTheTrait() {
    Table table =
        table(
            ORDERS
                + properties("billingMode: PROVISIONED", throughput("3", "4"))
                + traits("dynamodb-provisioned-capacity-kro@v2", "readCapacityUnits: 80")
                + "            writeCapacityUnits: 40\n");

    assertThat(table.capacity()).isEqualTo(new CapacityMode.Provisioned(80, 40));
    assertThat(table.notes()).singleElement().asString().contains("is replaced by the trait");
  }

  @Test
  void read_capacityTraitWithoutUnits_takesItsDefinitionsDefaultWithNote() {
    Table table =
        table(ORDERS + traits("dynamodb-provisioned-capacity-kro", "readCapacityUnits: 80"));

    assertThat(table.capacity())
        .isEqualTo(new CapacityMode.Provisioned(80, KubeVelaTable.TRAIT_DEFAULT_UNITS));
    assertThat(table.notes()).singleElement().asString().contains("writeCapacityUnits", "default");
  }

  @Test
  void read_provisionedWithoutThroughput_isAProblemNotANumber() {
    assertThat(failure(ORDERS + properties("billingMode: PROVISIONED")))
        .startsWith("f:8: spec.components[0].properties.provisionedThroughput: is missing")
        .contains("table orders", "readCapacityUnits");
  }

  @Test
  void read_provisionedIndexWithoutThroughput_isAProblem() {
    assertThat(
            failure(
                ORDERS
                    + properties(
                        "billingMode: PROVISIONED", throughput("30", "7"), index("by-place", ""))))
        .contains(
            "globalSecondaryIndexes[0].provisionedThroughput: is missing: index by-place of table"
                + " orders is PROVISIONED");
  }

  @Test
  void read_globalIndex_hasItsOwnCapacityAndProjection() {
    Table table =
        table(
            ORDERS
                + properties(
                    "billingMode: PROVISIONED",
                    throughput("30", "7"),
                    index("by-place", ", provisionedThroughput: " + units("11", "12"))));

    assertThat(table.globalSecondaryIndexes())
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.indexName()).isEqualTo("by-place");
              assertThat(index.capacity()).isEqualTo(new CapacityMode.Provisioned(11, 12));
              assertThat(index.projection())
                  .isEqualTo(new Projection(Projection.Type.INCLUDE, List.of("total")));
            });
  }

  @Test
  void read_indexTraits_addIndexes() {
    Table table =
        table(
            ORDERS
                + traits(
                    "dynamodb-global-index-kro",
                    "indexes: [{indexName: g, keySchema: [{attributeName: placed, keyType: HASH}],"
                        + " projection: {projectionType: KEYS_ONLY}}]")
                + trait(
                    "dynamodb-local-index-kro",
                    "indexes: [{indexName: l, keySchema: [{attributeName: orderId, keyType: HASH},"
                        + " {attributeName: placed, keyType: RANGE}]}]"));

    assertThat(table.globalSecondaryIndexes())
        .singleElement()
        .matches(i -> i.indexName().equals("g"));
    assertThat(table.localSecondaryIndexes())
        .singleElement()
        .matches(i -> i.indexName().equals("l"));
  }

  @Test
  void read_streamAndTtlTraits_winOverTheComponent() {
    Table table =
        table(
            ORDERS
                + properties("streamEnabled: true", "ttlEnabled: true", "ttlAttributeName: gone")
                + traits("dynamodb-streams-kro", "viewType: KEYS_ONLY")
                + trait("dynamodb-ttl-kro", "enabled: false"));

    assertThat(table.settings().streamViewType()).isEqualTo("KEYS_ONLY");
    assertThat(table.settings().ttlAttribute()).isNull();
  }

  @Test
  void read_otherTraits_areNamedInNotes() {
    Table table =
        table(
            ORDERS
                + traits("dynamodb-encryption-kro", "sseType: KMS")
                + trait("dynamodb-autopilot-kro", "speed: high"));

    assertThat(table.notes())
        .containsExactlyInAnyOrder(
            "the trait dynamodb-autopilot-kro is not known and was ignored",
            "traits without effect on throughput: dynamodb-encryption-kro");
  }

  @Test
  void read_misspeltProperty_isNotedWithTheNearestName() {
    Table table = table(ORDERS + properties("provisonedThroughput: {readCapacityUnits: 5}"));

    assertThat(table.notes())
        .singleElement()
        .asString()
        .contains("provisonedThroughput", "did you mean provisionedThroughput?");
  }

  @Test
  void read_severalComponents_readsTablesAndNamesTheRest() {
    List<Table> tables =
        tables(
            ORDERS
                + "    - {name: web, type: webservice}\n"
                + ORDERS.substring(HEAD.length()).replace("orders", "carts"));

    assertThat(tables).extracting(Table::name).containsExactly("orders", "carts");
    assertThat(tables.getFirst().notes()).singleElement().asString().contains("web (webservice)");
  }

  @Test
  void read_sameTableTwice_isCountedOnceOrReported() {
    String again = ORDERS.substring(HEAD.length());

    assertThat(table(ORDERS + again).notes())
        .singleElement()
        .asString()
        .contains("described twice", "line 17");
    assertThat(failure(ORDERS + again + properties("tableClass: STANDARD_INFREQUENT_ACCESS")))
        .isEqualTo(
            "f:17: table \"orders\" is described a second time with other settings;"
                + " the first is on line 6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$TABLE_NAME",
        "${Rand.RFC1123Subdomain}",
        "{{.TableName}}",
        "<table-name:1>",
        "orders-${opt:stage}"
      })
  void read_placeholderAsName_isKeptWithNote(String name) {
    Table table = table(ORDERS.replace("tableName: orders", "tableName: \"" + name + '"'));

    assertThat(table.name()).isEqualTo(name);
    assertThat(table.notes()).containsExactly("the table's name is a placeholder: " + name);
  }

  @Test
  void read_placeholders_areKeptInNamesAndRefusedInNumbers() {
    assertThat(table(ORDERS.replace("tableName: orders", "tableName: \"{{.TableName}}\"")))
        .satisfies(
            table -> {
              assertThat(table.name()).isEqualTo("{{.TableName}}");
              assertThat(table.notes()).singleElement().asString().contains("placeholder");
            });
    assertThat(failure(ORDERS + properties("billingMode: PROVISIONED", throughput("${READ}", "7"))))
        .contains("readCapacityUnits: is the placeholder \"${READ}\"; put a whole number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-5",
        ".nan",
        ".inf",
        "1.5",
        "1e30",
        "99999999999999999999",
        "x",
        "010",
        "[1]"
      })
  void read_wrongNumber_isAProblemWithPlace(String number) {
    assertThat(failure(ORDERS + properties("billingMode: PROVISIONED", throughput(number, "7"))))
        .startsWith("f:18: spec.components[0].properties.provisionedThroughput.readCapacityUnits: ")
        .doesNotContain("\n");
  }

  @Test
  void read_severalMistakes_areAllReported() {
    String text =
        ORDERS.replace("tableName: orders", "name: orders")
            + properties("billingMode: SOMETIMES", "ttlEnabled: perhaps");

    assertThat(failure(text).lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("tableName: is missing"))
        .anyMatch(line -> line.contains("billingMode: must be one of PROVISIONED, PAY_PER_REQUEST"))
        .anyMatch(line -> line.contains("ttlEnabled: must be true or false"));
  }

  @Test
  void read_applicationWithoutTables_saysWhatItHolds() {
    assertThat(failure(HEAD + "    - {name: web, type: webservice}\n"))
        .isEqualTo(
            "f: declares no DynamoDB table; components that are no DynamoDB tables were ignored:"
                + " web (webservice)");
  }

  @Test
  void read_kratixRequestAlone_isNamedAndNotGuessed() {
    assertThat(failure(HEAD + "    - {name: request, type: aws-dynamodb-kratix}\n"))
        .isEqualTo(
            "f: declares no DynamoDB table; components that are no DynamoDB tables were ignored:"
                + " request (aws-dynamodb-kratix)");
  }

  @Test
  void read_definitionBesideAnApplication_isNoTable() {
    String definition =
        """
        apiVersion: core.oam.dev/v1beta1
        kind: ComponentDefinition
        metadata: {name: aws-dynamodb-kro}
        spec:
          schematic:
            cue:
              template: |
                output: spec: tableName: parameter.tableName
                parameter: {
                \ttableName: string
                \tbillingMode: *"PAY_PER_REQUEST" | "PROVISIONED"
                }
        ---
        """;

    assertThat(table(definition + ORDERS).notes())
        .containsExactly("ignored in this file: kind ComponentDefinition");
  }

  @Test
  void read_bareCue_isAnErrorWithItsLine() {
    String cue =
        """
        // A component of a table.
        "aws-dynamodb-kro": {
        \ttype: "component"
        \tattributes: workload: type: "autodetects.core.oam.dev"
        }
        template: {
        \tparameter: tableName: string
        }
        """;

    assertThat(failure(cue)).matches("f:[1-3]: .*").doesNotContain("\n");
  }

  @Test
  void read_otherDocumentsInTheFile_areNamedInANote() {
    Table table = table("apiVersion: v1\nkind: Secret\n---\n" + ORDERS);

    assertThat(table.notes()).containsExactly("ignored in this file: kind Secret");
  }

  @Test
  void read_overridePolicy_isNoted() {
    assertThat(table(ORDERS + "  policies:\n    - {name: prod, type: override}\n").notes())
        .containsExactly("the override policy prod was not applied");
  }

  private static String properties(String... lines) {
    StringBuilder properties = new StringBuilder();
    for (String line : lines) {
      properties.append("        ").append(line).append('\n');
    }
    return properties.toString();
  }

  private static String throughput(String read, String write) {
    return "provisionedThroughput: " + units(read, write);
  }

  private static String units(String read, String write) {
    return "{readCapacityUnits: " + quoted(read) + ", writeCapacityUnits: " + write + "}";
  }

  private static String quoted(String value) {
    return value.startsWith("$") ? '"' + value + '"' : value;
  }

  private static String index(String name, String more) {
    return "globalSecondaryIndexes: [{indexName: "
        + name
        + ", keySchema: [{attributeName: placed, keyType: HASH}],"
        + " projection: {projectionType: INCLUDE, nonKeyAttributes: [total]}"
        + more
        + "}]";
  }

  private static String traits(String type, String property) {
    return "      traits:\n" + trait(type, property);
  }

  private static String trait(String type, String property) {
    return "        - type: " + type + "\n          properties:\n            " + property + "\n";
  }
}
