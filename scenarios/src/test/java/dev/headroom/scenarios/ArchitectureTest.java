package dev.headroom.scenarios;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/**
 * Guards that a Gatling user who wants the protocol gets nothing but the protocol: neither an
 * endpoint nor reports, and of Headroom itself not even the engine.
 */
@AnalyzeClasses(
    packages = "dev.headroom.scenarios",
    importOptions = ArchitectureTest.ProductionCode.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.headroom.scenarios.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule protocolKnowsNothingOfHeadroom =
      noClasses()
          .that()
          .resideInAPackage("dev.headroom.scenarios.dsl")
          .should()
          .dependOnClassesThat(
              describe(
                  "of other packages of Headroom",
                  type ->
                      type.getPackageName().startsWith("dev.headroom.")
                          && !type.getPackageName().equals("dev.headroom.scenarios.dsl")));

  @ArchTest
  static final ArchRule scenariosKnowNeitherEndpointNorReports =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.headroom.endpoint..", "dev.headroom.reports..", "..cli..");

  @ArchTest static final ArchRule nothingIsPrinted = noClasses().should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .should(
              be(
                  describe(
                      "in a @NullMarked package",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  /** Leaves tests out, in whichever folder the build keeps them. */
  static final class ProductionCode implements ImportOption {

    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }
}
