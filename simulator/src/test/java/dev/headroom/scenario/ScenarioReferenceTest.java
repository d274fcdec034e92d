package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.document.Documents;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it the reference could describe keys that are gone, with examples that do not read. */
final class ScenarioReferenceTest {

  @Test
  void reference_checkedIn_isTheGeneratedOne() throws IOException {
    Generated.assertCurrent(Path.of("../docs/scenario.md"), ScenarioReference.text());
  }

  static Stream<RecordComponent> example_ofEveryKey_isAccepted() {
    return Stream.concat(Stream.of(ScenarioFile.class), Arrays.stream(nested()))
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .filter(component -> !FileBinder.keyOf(component).example().isEmpty());
  }

  private static Class<?>[] nested() {
    return Arrays.stream(ScenarioFile.class.getDeclaredClasses())
        .filter(Class::isRecord)
        .toArray(Class<?>[]::new);
  }

  @ParameterizedTest
  @MethodSource
  void example_ofEveryKey_isAccepted(RecordComponent component) {
    Form form = recordOf(component).getAnnotation(Form.class);
    byte[] example = FileBinder.keyOf(component).example().getBytes(StandardCharsets.UTF_8);
    Node value = Documents.read("example", example).getFirst();
    boolean isWhole =
        form != null && (form.shorthand().equals(component.getName()) || form.isTuple());
    Node node =
        isWhole
            ? value
            : new Node.Mapping(Location.ofFile("example"), Map.of(component.getName(), value));
    Problems problems = new Problems();
    if (form == null || !form.isTuple()) {
      new FileBinder(problems).bind(recordOf(component), node);
    }

    List<String> messages =
        problems.list().stream()
            .map(Problem::message)
            .filter(message -> !message.startsWith("is missing"))
            .filter(message -> !message.startsWith("needs one of"))
            .toList();
    assertThat(messages).isEmpty();
  }

  private static Class<? extends Record> recordOf(RecordComponent component) {
    return component.getDeclaringRecord().asSubclass(Record.class);
  }
}
