package dev.headroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate that fails without a failing test would let a table that throttles into production. */
final class ScenarioTestsTest {

  @TempDir private Path folder;

  private Path write(String name, String gates) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        apiVersion: headroom/v1
        name: %s
        table: {name: orders, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: 10}
        state: {burst: 0}
        duration: 1m
        traffic:
          - {name: put, operation: PutItem, rate: 20/s, arrivals: even, client: {sdk: none}}
        gates: [%s]
        """
            .formatted(name, gates));
  }

  private static List<DynamicTest> testsOf(DynamicNode node) {
    return ((DynamicContainer) node).getChildren().map(DynamicTest.class::cast).toList();
  }

  @Test
  void in_aFolder_hasAContainerForEachScenarioAndATestForEachGate() throws IOException {
    write("one", "throttled_requests < 90%, write_headroom < 50%");
    write("two", "throttled_requests < 1%");
    Files.writeString(folder.resolve("orders.yaml"), "name: no scenario");

    List<DynamicNode> nodes = ScenarioTests.in(folder).toList();

    assertThat(nodes).extracting(DynamicNode::getDisplayName).containsExactly("one", "two");
    List<DynamicTest> tests = testsOf(nodes.getFirst());
    assertThat(tests)
        .extracting(DynamicNode::getDisplayName)
        .containsExactly("throttled_requests < 90%", "write_headroom < 50%");
    assertThat(tests)
        .allSatisfy(
            test ->
                assertThatCode(() -> test.getExecutable().execute()).doesNotThrowAnyException());
  }

  @Test
  void gate_thatFails_saysValueLimitAndReason() throws IOException {
    Path file = write("launch", "throttled_requests < 1%");

    DynamicTest test = testsOf(ScenarioTests.of(file)).getFirst();

    assertThatThrownBy(() -> test.getExecutable().execute())
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)required throttled_requests < 1%, found 49\\.\\d+ %: .* throttled, 1,200 requests"
                + "\\R.*orders throttled \\d+ times for TableWriteProvisionedThroughputExceeded"
                + "\\R.*see headroom check .*launch.yaml");
  }

  @Test
  void gate_withoutData_fails() throws IOException {
    Path file = write("unlimited", "write_headroom > 10%");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "readCapacityUnits: 10, writeCapacityUnits: 10", "billingMode: PAY_PER_REQUEST")
            .replace("state: {burst: 0}\n", ""));

    DynamicTest test = testsOf(ScenarioTests.of(file)).getFirst();

    assertThatThrownBy(() -> test.getExecutable().execute())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("found no data");
  }

  @Test
  void file_thatIsBroken_isOneTestThatNamesEveryProblem() throws IOException {
    Path file = write("broken", "throttled_requests < much");
    Files.writeString(file, Files.readString(file).replace("rate: 20/s", "rate: fast"));

    List<DynamicNode> nodes = ScenarioTests.in(folder).toList();

    assertThat(nodes).hasSize(1);
    assertThat(nodes.getFirst().getDisplayName()).isEqualTo("broken.yaml");
    assertThatThrownBy(() -> ((DynamicTest) nodes.getFirst()).getExecutable().execute())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("traffic[0].rate")
        .hasMessageContaining("gates[0]");
  }

  @Test
  void folder_withoutScenario_fails() {
    for (Path empty : List.of(folder, folder.resolve("missing"))) {
      List<DynamicNode> nodes = ScenarioTests.in(empty).toList();

      assertThat(nodes).hasSize(1);
      assertThatThrownBy(() -> ((DynamicTest) nodes.getFirst()).getExecutable().execute())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(empty.toString());
    }
  }
}
