package dev.headroom.junit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.headroom.document.InvalidInputException;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioFolder;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Scenario files as tests of JUnit 5: a container for each file, and in it a test for each gate.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> capacity() {
 *   return ScenarioTests.in(Path.of("capacity"));
 * }
 * }</pre>
 *
 * <p>A scenario is predicted once, when the first of its tests runs. A gate without data fails: it
 * is no pass. A file that cannot be read, and a folder without scenarios, is one failing test that
 * names every problem.
 */
public final class ScenarioTests {

  private static final MathContext SHOWN_DIGITS = new MathContext(4);

  private ScenarioTests() {}

  /** The scenarios directly in a folder, by name. */
  public static Stream<DynamicNode> in(Path folder) {
    List<Path> files;
    try {
      files = ScenarioFolder.scenarios(folder);
    } catch (InvalidInputException e) {
      return Stream.of(broken(folder, e.getMessage()));
    }
    return files.isEmpty()
        ? Stream.of(broken(folder, folder + ": holds no scenario"))
        : files.stream().map(ScenarioTests::of);
  }

  /** One scenario file. */
  public static DynamicNode of(Path file) {
    Scenario scenario;
    try {
      scenario = ScenarioReader.read(file, ScenarioOverrides.NONE);
    } catch (InvalidInputException e) {
      return broken(file, e.getMessage());
    }
    Prediction prediction = new Prediction(scenario);
    return dynamicContainer(
        scenario.name(),
        file.toUri(),
        IntStream.range(0, scenario.gates().size())
            .mapToObj(
                gate ->
                    dynamicTest(
                        scenario.gates().get(gate).expression(),
                        file.toUri(),
                        () -> require(file, prediction.outcome(), gate))));
  }

  private static DynamicTest broken(Path path, String problems) {
    return dynamicTest(String.valueOf(path.getFileName()), path.toUri(), () -> fail(problems));
  }

  private static void require(Path file, Outcome outcome, int gate) {
    GateResult result = outcome.gates().get(gate);
    if (result.verdict() != Verdict.PASSED) {
      fail(message(file, outcome, result));
    }
  }

  private static String message(Path file, Outcome outcome, GateResult gate) {
    StringBuilder message = new StringBuilder();
    message
        .append("required ")
        .append(gate.expression())
        .append(", found ")
        .append(found(gate))
        .append(": ")
        .append(gate.detail());
    for (ResourceOutcome resource : outcome.resources()) {
      resource
          .totals()
          .throttleEvents()
          .forEach(
              (reason, events) ->
                  message.append(
                      String.format(
                          Locale.ROOT,
                          "%n%s throttled %,d times for %s",
                          resource.name(),
                          events,
                          reason.awsName())));
    }
    return message
        .append(System.lineSeparator())
        .append("see headroom check ")
        .append(file)
        .toString();
  }

  private static String found(GateResult gate) {
    Double value = gate.value();
    if (value == null) {
      return "no data";
    }
    return value.isInfinite()
        ? "never"
        : (BigDecimal.valueOf(value).round(SHOWN_DIGITS).stripTrailingZeros().toPlainString()
                + " "
                + gate.unit())
            .strip();
  }
}
