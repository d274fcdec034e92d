package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static dev.headroom.source.TableTexts.table;
import static dev.headroom.source.TableTexts.tables;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.document.InvalidInputException;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it, a template could be judged with a value that its stack does not have: another
 * parameter, the other branch of a condition, or a number that nobody wrote.
 */
final class CloudFormationFormatTest {

  private static final String CARTS =
      """
      Parameters:
        Units: {Type: Number}
        Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
        Secret: {Type: "AWS::SSM::Parameter::Value<String>", Default: /carts/units}
      Mappings:
        ByStage: {dev: {Units: 11}}
      Conditions:
        IsEurope: !Equals [!Ref AWS::Region, eu-west-1]
        Endless: !Not [!Condition Endless]
      Resources:
        Carts:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: carts
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
            ProvisionedThroughput:
              ReadCapacityUnits: 7
              WriteCapacityUnits: 8
        Queue: {Type: AWS::SQS::Queue}
      """;

  private static final String CLICKS =
      """
      Resources:
        Clicks:
          Type: AWS::DynamoDB::GlobalTable
          Properties:
            TableName: clicks
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
            GlobalSecondaryIndexes:
              - IndexName: by-id
                KeySchema: [{AttributeName: id, KeyType: HASH}]
                Projection: {ProjectionType: ALL}
                WriteProvisionedThroughputSettings: {WriteCapacityUnits: 6}
            WriteProvisionedThroughputSettings: {WriteCapacityUnits: 5}
            WriteOnDemandThroughputSettings: {MaxWriteRequestUnits: 700}
            Replicas:
              - Region: eu-west-1
                ReadProvisionedThroughputSettings: {ReadCapacityUnits: 7}
                ReadOnDemandThroughputSettings: {MaxReadRequestUnits: 900}
      """;

  private static final String UNITS_KEY =
      "f:18: Resources.Carts.Properties.ProvisionedThroughput.ReadCapacityUnits: ";

  @Test
  void read_shortForms_followParametersMappingsAndConditions() {
    assertThat(TableSummary.of("cloudformation/short-forms.yaml"))
        .isEqualTo(
            """
            orders-dev: on demand, key orderId S
              global by-day: on demand, key day N, KEYS_ONLY
              note resources whose condition is false were ignored: Archive
            """);
  }

  @Test
  void read_givenValues_replaceTheDefaults() {
    Map<String, String> prod =
        Map.of("Stage", "prod", "WriteUnits", "250", "AWS::Region", "eu-west-1");

    assertThat(TableSummary.of(prod, "cloudformation/short-forms.yaml"))
        .isEqualTo(
            """
            orders-prod in eu-west-1: 500/250, key orderId S
              global by-day: 30/7, key day N, KEYS_ONLY
            archive-prod in eu-west-1: on demand max read 100, key id S
            """);
  }

  @Test
  void read_longForms_areTheSameInJson() {
    assertThat(TableSummary.of("cloudformation/long-forms.json"))
        .isEqualTo(
            """
            Devices: 5/6, key device S
              global by-model: 8/9, key device S, INCLUDE [name, model]
              settings STANDARD_INFREQUENT_ACCESS stream NEW_IMAGE ttl gone
              note has no TableName: called by its logical id Devices
              note vector indexes are not modelled and were ignored
            """);
  }

  @Test
  void read_cdkOutput_findsScalingByReference() {
    assertThat(TableSummary.of("cloudformation/cdk.json"))
        .isEqualTo(
            """
            TableCD117FA1: 5/5, key id S
              scales read of TableCD117FA1: 10 to 100 at 75.0%, cron(0 8 * * ? *) 50.., cron(0 20 * * ? *) ..50
              note has no TableName: called by its logical id TableCD117FA1
              note StartTime of the scheduled scaling of the read capacity of table TableCD117FA1 is ignored
            """);
  }

  @Test
  void read_simpleTable_isOnDemandUnlessItHasThroughput() {
    assertThat(TableSummary.of("cloudformation/sam.yaml"))
        .isEqualTo(
            """
            ItemsTable: on demand, key id S
              note has no TableName: called by its logical id ItemsTable
            users: 5/4, key userNumber N
            """);
  }

  @Test
  void read_serverlessFramework_keepsPlaceholdersInNames() {
    assertThat(TableSummary.of("cloudformation/serverless.yml"))
        .isEqualTo(
            """
            ${self:service}-products-${self:provider.stage}: 2/1, key id S
              note the table's name is a placeholder: ${self:service}-products-${self:provider.stage}
            """);
  }

  @Test
  void read_serverlessFrameworkWithListOfResources_takesThemTogether() {
    String service =
        """
        service: shop
        resources:
          - ${file(other.yml)}
          - Parameters:
              Units: {Type: Number, Default: 9}
            Resources:
              Queue: {Type: AWS::SQS::Queue}
          - Resources:
              Carts:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: carts-${opt:stage}
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  ProvisionedThroughput: {ReadCapacityUnits: !Ref Units, WriteCapacityUnits: 8}
          - Outputs: {}
        """;

    assertThat(TableSummary.of(tables(service)))
        .isEqualTo(
            """
            carts-${opt:stage}: 9/8, key id S
              note the table's name is a placeholder: carts-${opt:stage}
              note the resources in ${file(other.yml)} were not read
            """);
  }

  @Test
  void read_globalTable_isOneTablePerReplica() {
    assertThat(TableSummary.of("cloudformation/global-table.yaml"))
        .isEqualTo(
            """
            profiles in eu-west-1: 30/20, key id S
              global by-mail: 31/6, key mail S, ALL
              scales write of profiles: 10 to 100 at 70.0%, never lowered
              scales write of by-mail: 6 to 60 at 50.0%, in after 90s
              settings stream NEW_AND_OLD_IMAGES replicas [us-east-1]
              note the write capacity of index by-mail of table profiles begins at its minimum: there is no SeedCapacity
            profiles in us-east-1: 8/20, key id S
              global by-mail: 9/6, key mail S, ALL
              scales read of profiles: 5 to 50 at 65.5%
              scales write of profiles: 10 to 100 at 70.0%, never lowered
              scales write of by-mail: 6 to 60 at 50.0%, in after 90s
              settings STANDARD_INFREQUENT_ACCESS stream NEW_AND_OLD_IMAGES replicas [eu-west-1]
              note the write capacity of index by-mail of table profiles begins at its minimum: there is no SeedCapacity
            clicks in eu-west-1: on demand max read 900 max write 700, key id S
              settings replicas [us-east-1]
            clicks in us-east-1: on demand max write 700, key id S
              settings replicas [eu-west-1]
            """);
  }

  @Test
  void read_globalTableOnDemand_notesIgnoredUnits() {
    assertThat(TableSummary.of(tables(CLICKS)))
        .isEqualTo(
            """
            clicks in eu-west-1: on demand max read 900 max write 700, key id S
              global by-id: on demand, key id S, ALL
              note WriteProvisionedThroughputSettings of table clicks is ignored: the billing mode is PAY_PER_REQUEST
              note WriteProvisionedThroughputSettings of index by-id of table clicks is ignored: the billing mode is PAY_PER_REQUEST
              note ReadProvisionedThroughputSettings of table clicks in eu-west-1 is ignored: the billing mode is PAY_PER_REQUEST
            """);
  }

  @Test
  void read_globalTableProvisioned_notesIgnoredMaxima() {
    int index = CLICKS.indexOf("      GlobalSecondaryIndexes");
    String withoutIndex =
        CLICKS.substring(0, index)
            + CLICKS.substring(
                CLICKS.indexOf(
                    "      WriteProvisionedThroughputSettings: {WriteCapacityUnits: 5}"));

    assertThat(
            TableSummary.of(
                tables(withoutIndex.replace("      BillingMode: PAY_PER_REQUEST\n", ""))))
        .isEqualTo(
            """
            clicks in eu-west-1: 7/5, key id S
              note WriteOnDemandThroughputSettings of table clicks is ignored: the billing mode is PROVISIONED
              note ReadOnDemandThroughputSettings of table clicks in eu-west-1 is ignored: the billing mode is PROVISIONED
            """);
  }

  @Test
  void read_replicaWithoutUnitsForAnIndex_isAProblem() {
    assertThat(failure(CLICKS.replace("BillingMode: PAY_PER_REQUEST", "BillingMode: PROVISIONED")))
        .endsWith(
            "ReadProvisionedThroughputSettings: is missing: index by-id of table clicks in eu-west-1"
                + " is PROVISIONED");
  }

  @Test
  void read_onDemandTableWithUnits_ignoresThemWithNote() {
    assertThat(
            TableSummary.of(
                tables(CARTS.replace("TableName: carts", "BillingMode: PAY_PER_REQUEST"))))
        .contains("Carts: on demand, key id S")
        .contains(
            "note the provisioned units 7/8 of table Carts are ignored: the billing mode is"
                + " PAY_PER_REQUEST");
  }

  @Test
  void read_everyFormOfResourceId_meetsItsTable() {
    assertThat(TableSummary.of(Map.of("AWS::StackName", "shop"), "cloudformation/scaled.yaml"))
        .isEqualTo(
            """
            shop-events: 20/30, key id S
              global by-day: 3/4, key day S, ALL
              scales write of shop-events: 10 to 300 at 70.0%, in after 60s, out after 61s
              scales read of by-day: 3 to 33 at 60.0%, never lowered
              note the policy for the write capacity of table shop-events names the metric DynamoDBReadCapacityUtilization; taken as DynamoDBWriteCapacityUtilization
              note scheduled scaling of the write capacity of table shop-events is suspended
              note auto scaling is declared for the read capacity of table elsewhere, which is not among the tables that were read
            """);
  }

  @Test
  void read_nameOfAnUnknownStack_isAPlaceholderThatStillMeetsItsScaling() {
    assertThat(TableSummary.of("cloudformation/scaled.yaml"))
        .contains(
            "${AWS::StackName}-events: 20/30",
            "scales write of ${AWS::StackName}-events",
            "note the table's name is the pseudo parameter AWS::StackName, which the template does"
                + " not tell; supply it with --var AWS::StackName=VALUE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Units | is the parameter Units, which has no default; supply it with --var Units=VALUE",
        "{Ref: Units} | is the parameter Units, which has no default; supply it with --var Units=VALUE",
        "!Ref Secret | is the parameter Secret, whose value Systems Manager holds under /carts/units;"
            + " supply it with --var Secret=VALUE",
        "!Ref AWS::Region | is the pseudo parameter AWS::Region, which the template does not tell;"
            + " supply it with --var AWS::Region=VALUE",
        "!Ref Unts | refers to \"Unts\", which is neither a parameter nor a resource",
        "!Ref Queue | refers to the resource \"Queue\", whose identifier is known only once it exists",
        "!GetAtt Queue.Arn | is the attribute \"Queue.Arn\", known only once its resource exists",
        "!ImportValue units | calls Fn::ImportValue, which cannot be evaluated from the template; put"
            + " the value in its place",
        "'!FindInMap [ByStage, prod, Units]' | is not in Mappings: ByStage / prod / Units",
        "'!If [IsEurope, 1, 2]' | is the pseudo parameter AWS::Region, which the template does not"
            + " tell; supply it with --var AWS::Region=VALUE",
        "'!If [IsAsia, 1, 2]' | names the condition \"IsAsia\", which is not in Conditions",
        "'!If [Endless, 1, 2]' | depends on the condition \"Endless\", which depends on itself",
        "'!If [IsEurope, 1]' | has arguments that Fn::If does not take",
        "'!Sub \"${Units}0\"' | is the parameter Units, which has no default; supply it with --var"
            + " Units=VALUE",
        "!Ref Stage | must be a whole number, not \"dev\"",
        "'\"{{resolve:ssm:/carts/units}}\"' | is the placeholder \"{{resolve:ssm:/carts/units}}\"; put a"
            + " whole number in its place",
        "!Sub many | must be a whole number, not \"many\"",
      })
  void read_unitsThatAreNotKnown_areAProblemAndNoNumber(String units, String problem) {
    assertThat(failure(CARTS.replace("ReadCapacityUnits: 7", "ReadCapacityUnits: " + units)))
        .isEqualTo(UNITS_KEY + problem)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Units | 12",
        "'!FindInMap [ByStage, !Ref Stage, Units]' | 11",
        "'!Sub \"${Units}0\"' | 120",
        "'!Join [\"\", [1, !Ref Units]]' | 112",
        "'!Select [1, !Split [\",\", \"5,6\"]]' | 6",
        "'!If [IsEurope, 21, 22]' | 21",
        "'{Fn::If: [IsEurope, !Ref Units, !Ref Nothing]}' | 12",
      })
  void read_functions_giveTheNumber(String units, long expected) {
    String text = CARTS.replace("ReadCapacityUnits: 7", "ReadCapacityUnits: " + units);

    assertThat(TableSummary.of(tables(text, Map.of("Units", "12", "AWS::Region", "eu-west-1"))))
        .startsWith("carts in eu-west-1: " + expected + "/8,");
  }

  @Test
  void read_provisionedWithoutThroughput_isAProblem() {
    int begin = CARTS.indexOf("      ProvisionedThroughput:");
    String missing = CARTS.substring(0, begin) + CARTS.substring(CARTS.indexOf("  Queue"));

    assertThat(failure(missing))
        .isEqualTo(
            "f:13: Resources.Carts.Properties.ProvisionedThroughput: is missing: table carts is"
                + " PROVISIONED and needs ReadCapacityUnits and WriteCapacityUnits");
  }

  @Test
  void read_indexWithoutThroughput_isAProblem() {
    String index =
        """
              GlobalSecondaryIndexes:
                - IndexName: by-id
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  Projection: {ProjectionType: ALL}
                  ProvisionedThroughput: !Ref AWS::NoValue
        """;

    assertThat(failure(CARTS.replace("  Queue", index + "  Queue")))
        .isEqualTo(
            "f:21: Resources.Carts.Properties.GlobalSecondaryIndexes[0].ProvisionedThroughput: is"
                + " missing: index by-id of table carts is PROVISIONED and needs ReadCapacityUnits"
                + " and WriteCapacityUnits");
  }

  @Test
  void read_conditionThatIsNotKnown_asksForTheValue() {
    assertThat(failure(CARTS.replace("::Table\n", "::Table\n    Condition: IsEurope\n")))
        .isEqualTo(
            "f:13: Resources.Carts.Condition: is the pseudo parameter AWS::Region, which the"
                + " template does not tell; supply it with --var AWS::Region=VALUE");
  }

  @Test
  void read_valuesThatFitNoParameter_areProblems() {
    Assertions.assertThatThrownBy(() -> tables(CARTS, Map.of("Stge", "prod")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--var: \"Stge\" is no parameter of the table files; did you mean \"Stage\"?");
    Assertions.assertThatThrownBy(() -> tables(CARTS, Map.of("Stage", "test")))
        .hasMessage("f:3: Parameters.Stage: must be one of dev, prod, not \"test\"");
  }

  @Test
  void read_tableWithoutProperties_saysWhatIsMissing() {
    assertThat(failure("Resources:\n  T: {Type: AWS::DynamoDB::Table}\n").lines())
        .containsExactly(
            "f:2: Resources.T.Properties.KeySchema: is missing",
            "f:2: Resources.T.Properties.ProvisionedThroughput: is missing: table T is PROVISIONED"
                + " and needs ReadCapacityUnits and WriteCapacityUnits");
    assertThat(failure("Resources:\n  Q: {Type: AWS::SQS::Queue}\n"))
        .isEqualTo("f: declares no DynamoDB table");
  }

  @Test
  void read_nameThatRefersToItself_isAPlaceholder() {
    assertThat(table(CARTS.replace("TableName: carts", "TableName: !Sub '${Carts}x'")).name())
        .isEqualTo("${Carts}x");
  }

  @Test
  void read_namesThatDoubleEachOther_stayShort() {
    StringBuilder text = new StringBuilder("Resources:\n");
    for (int i = 0; i < 60; i++) {
      String name = i == 0 ? "abc" : "!Sub '${T" + (i - 1) + "}${T" + (i - 1) + "}'";
      text.append("  T").append(i).append(": {Type: AWS::DynamoDB::Table, Properties: ");
      text.append(
          "{BillingMode: PAY_PER_REQUEST, KeySchema: [{AttributeName: id, KeyType: HASH}],");
      text.append(" TableName: ").append(name).append("}}\n");
    }

    assertThat(tables(text.toString()))
        .allSatisfy(table -> assertThat(table.name()).hasSizeLessThan(2_049));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'        ReadCapacityUnits: 30' | '        ReadCapacity: 30'"
            + "| Replicas[0].ReadProvisionedThroughputSettings.ReadCapacityAutoScalingSettings: is missing",
        "'SeedCapacity: 20' | 'SeedCapacity: 0'"
            + "| WriteCapacityAutoScalingSettings.SeedCapacity: must be at least 1, not \"0\"",
        "'TargetValue: 70' | 'TargetValue: 95'"
            + "| TargetTrackingScalingPolicyConfiguration.TargetValue: must be at most 90, not \"95\"",
        "'MinCapacity: 10' | 'MinCapacity: 101'"
            + "| WriteCapacityAutoScalingSettings.MinCapacity: must not be above MaxCapacity, 100",
      })
  void read_brokenGlobalTable_namesTheKey(String text, String replacement, String problem) {
    String table =
        """
        Resources:
          T:
            Type: AWS::DynamoDB::GlobalTable
            Properties:
              TableName: t
              AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
              KeySchema: [{AttributeName: id, KeyType: HASH}]
              WriteProvisionedThroughputSettings:
                WriteCapacityAutoScalingSettings:
                  MinCapacity: 10
                  MaxCapacity: 100
                  SeedCapacity: 20
                  TargetTrackingScalingPolicyConfiguration: {TargetValue: 70}
              Replicas:
                - Region: eu-west-1
                  ReadProvisionedThroughputSettings:
                    ReadCapacityUnits: 30
        """;

    assertThat(tables(table)).hasSize(1);
    assertThat(failure(table.replace(text.strip(), replacement.strip()))).contains(problem);
  }
}
