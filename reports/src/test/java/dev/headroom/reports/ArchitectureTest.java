package dev.headroom.reports;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
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
 * Guards the direction of dependencies: a report shows result records and never asks how they came
 * about, so that simulated and observed outcomes look the same.
 */
@AnalyzeClasses(
    packages = "dev.headroom.reports",
    importOptions = ArchitectureTest.ProductionCode.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices()
          .matching("dev.headroom.reports.(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .should(
              be(
                  describe(
                      "in a @NullMarked package",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static final ArchRule reportsSeeResultsOnly =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage("dev.headroom..")
                  .or(
                      resideInAnyPackage(
                              "dev.headroom.advice..",
                              "dev.headroom.capacity..",
                              "dev.headroom.comparison..",
                              "dev.headroom.cost..",
                              "dev.headroom.evidence..",
                              "dev.headroom.gate..",
                              "dev.headroom.outcome..",
                              "dev.headroom.reports..",
                              "dev.headroom.review..",
                              "dev.headroom.table..")
                          .as("result records")));

  @ArchTest
  static final ArchRule reportsLeaveTheConsoleToTheCommandLine =
      noClasses()
          .should(ACCESS_STANDARD_STREAMS)
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  /** Leaves tests out, in whichever folder the build keeps them. */
  static final class ProductionCode implements ImportOption {

    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }
}
