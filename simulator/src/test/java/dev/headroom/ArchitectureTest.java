package dev.headroom;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.NetworkChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.InstantSource;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;

/**
 * Guards what the simulator promises: the same seed gives the same outcome on any machine, so
 * nothing in it may see the wall clock, chance without a seed, the network, or what an earlier run
 * left behind.
 */
@AnalyzeClasses(packages = "dev.headroom", importOptions = ArchitectureTest.ProductionCode.class)
final class ArchitectureTest {

  /** The only package that may make random generators, each from a seed. */
  private static final String CHANCE = "dev.headroom.chance..";

  private static final DescribedPredicate<JavaClass> FILES =
      belongToAnyOf(
              File.class,
              FileChannel.class,
              FileInputStream.class,
              FileOutputStream.class,
              FileReader.class,
              FileWriter.class,
              Files.class,
              RandomAccessFile.class)
          .as("files");

  private static final DescribedPredicate<JavaClass> LOGGERS =
      resideInAnyPackage("java.util.logging..", "org.apache..logging..", "org.slf4j..")
          .or(assignableTo(System.Logger.class))
          .as("loggers");

  private static final DescribedPredicate<JavaClass> MADE_TO_BE_CHANGED =
      resideInAnyPackage("java.util.concurrent.atomic..", "java.util.concurrent.locks..")
          .or(assignableTo(AbstractCollection.class))
          .or(assignableTo(AbstractMap.class))
          .or(assignableTo(ConcurrentMap.class))
          .or(assignableTo(RandomGenerator.class))
          .or(assignableTo(StringBuilder.class))
          .or(assignableTo(ThreadLocal.class))
          .as("made to be changed");

  private static final DescribedPredicate<JavaClass> NETWORK =
      resideInAnyPackage("com.sun.net.httpserver..", "java.net.http..")
          .or(assignableTo(DatagramSocket.class))
          .or(assignableTo(InetAddress.class))
          .or(assignableTo(NetworkChannel.class))
          .or(assignableTo(ServerSocket.class))
          .or(assignableTo(Socket.class))
          .or(assignableTo(URLConnection.class))
          .as("the network");

  private static final DescribedPredicate<JavaClass> RANDOM_GENERATORS =
      assignableTo(RandomGenerator.class).as("random generators");

  private static final DescribedPredicate<JavaAccess<?>> THE_WALL_CLOCK =
      target(owner(type(System.class)))
          .and(target(nameMatching("nanoTime|currentTimeMillis")))
          .or(target(owner(type(Thread.class))).and(target(nameMatching("sleep"))))
          .or(target(owner(assignableTo(Clock.class))).and(target(nameMatching("system.*|tick.*"))))
          .or(target(owner(type(InstantSource.class))).and(target(nameMatching("system"))))
          .or(target(owner(assignableTo(Calendar.class))).and(target(nameMatching("getInstance"))))
          .or(target(owner(assignableTo(Date.class))).and(target(takesNothing("<init>"))))
          .or(
              target(owner(resideInAnyPackage("java.time..")))
                  .and(target(nameMatching("now")))
                  .and(target(takes(Clock.class)).negate()))
          .as("the wall clock");

  private static final DescribedPredicate<JavaAccess<?>> CHANCE_WITHOUT_SEED =
      target(owner(type(Math.class)))
          .and(target(nameMatching("random")))
          .or(target(owner(type(UUID.class))).and(target(nameMatching("randomUUID"))))
          .or(target(owner(type(ThreadLocalRandom.class))))
          .or(target(owner(RANDOM_GENERATORS)).and(target(takesNothing("<init>"))))
          .or(
              target(owner(type(Collections.class)))
                  .and(target(nameMatching("shuffle")))
                  .and(target(takes(RandomGenerator.class)).negate()))
          .as("chance without a seed");

  /** The language allows these to differ between machines; {@link StrictMath} does not. */
  private static final DescribedPredicate<JavaAccess<?>> INEXACT_MATH =
      target(owner(type(Math.class)))
          .and(
              target(
                  nameMatching(
                      "a?(sin|cos|tan)|atan2|(sin|cos|tan)h|cbrt|exp|expm1|hypot|log|log10|log1p|pow")))
          .as("functions of Math whose last digit depends on the machine");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.headroom.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .should(
              be(
                  describe(
                      "in a @NullMarked package",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static final ArchRule nothingReadsTheWallClock =
      noClasses().should().accessTargetWhere(THE_WALL_CLOCK);

  @ArchTest
  static final ArchRule nothingDrawsWithoutSeed =
      noClasses().should().accessTargetWhere(CHANCE_WITHOUT_SEED);

  @ArchTest
  static final ArchRule onlyChanceMakesRandomGenerators =
      noClasses()
          .that()
          .resideOutsideOfPackage(CHANCE)
          .should()
          .dependOnClassesThat(RANDOM_GENERATORS);

  @ArchTest
  static final ArchRule nothingComputesByMachine =
      noClasses().should().accessTargetWhere(INEXACT_MATH);

  @ArchTest
  static final ArchRule nothingUsesTheNetwork =
      noClasses()
          .should()
          .dependOnClassesThat(NETWORK)
          .orShould()
          .accessTargetWhere(
              target(owner(type(URL.class)))
                  .and(target(nameMatching("open.*|getContent")))
                  .as("a connection"));

  @ArchTest
  static final ArchRule nothingLogs =
      noClasses()
          .should()
          .dependOnClassesThat(LOGGERS)
          .orShould()
          .callMethod(System.class, "getLogger", String.class);

  @ArchTest
  static final ArchRule nothingUsesStandardStreams =
      noClasses()
          .should(ACCESS_STANDARD_STREAMS)
          .orShould()
          .accessField(System.class, "in")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule staticFieldsAreFinal = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule staticFieldsHoldNothingThatChanges =
      noFields().that().areStatic().should().haveRawType(MADE_TO_BE_CHANGED);

  @ArchTest
  static final ArchRule onlyEdgesTouchFiles =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.headroom.capacity..",
              "dev.headroom.comparison..",
              "dev.headroom.cost..",
              "dev.headroom.engine..",
              "dev.headroom.gate..",
              "dev.headroom.outcome..",
              "dev.headroom.prediction..",
              "dev.headroom.service..",
              "dev.headroom.table..",
              "dev.headroom.traffic..")
          .should()
          .dependOnClassesThat(FILES);

  @ArchTest
  static final ArchRule onlyDocumentKnowsYaml =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.headroom.document..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml..");

  @ArchTest
  static final ArchRule onlyReadersAndWritersKnowJackson =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.headroom.advice..",
              "dev.headroom.comparison..",
              "dev.headroom.document..",
              "dev.headroom.evidence..",
              "dev.headroom.outcome..",
              "dev.headroom.review..",
              "dev.headroom.scenario..",
              "dev.headroom.source..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule nothingElseNeedsJunit =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.headroom.junit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.junit..");

  private static DescribedPredicate<AccessTarget> takes(Class<?> parameter) {
    return describe(
        "taking a " + parameter.getSimpleName(),
        target ->
            target instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream()
                    .anyMatch(raw -> raw.isAssignableTo(parameter)));
  }

  private static DescribedPredicate<AccessTarget> takesNothing(String name) {
    return describe(
        name + "()",
        target ->
            target instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getName().equals(name)
                && unit.getRawParameterTypes().isEmpty());
  }

  /** Leaves tests out, in whichever folder the build keeps them. */
  static final class ProductionCode implements ImportOption {

    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }
}
