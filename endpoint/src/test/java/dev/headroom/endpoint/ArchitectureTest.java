package dev.headroom.endpoint;

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
 * Guards that decisions stay apart from HTTP and from the store, and that nothing of a request is
 * ever logged.
 */
@AnalyzeClasses(
    packages = "dev.headroom.endpoint",
    importOptions = ArchitectureTest.ProductionCode.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.headroom.endpoint.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheUpstreamKnowsTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.headroom.endpoint.upstream")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..");

  @ArchTest
  static final ArchRule nothingIsLogged =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.slf4j..");

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
