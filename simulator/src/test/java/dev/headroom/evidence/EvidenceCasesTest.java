package dev.headroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.evidence.EvidenceCase.Replay;
import dev.headroom.evidence.EvidenceCase.Run;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a packaged file could be faulty, or left out, until a user asks for evidence. */
final class EvidenceCasesTest {

  private static List<String> ids() {
    return EvidenceCases.ids();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void packaged_anyCase_readsAndNamesItsLinesAfterItself(String id) {
    EvidenceCase evidence = EvidenceCases.packaged(id);

    assertThat(evidence.id()).isEqualTo(id);
    assertThat(evidence.sources()).isNotEmpty();
    assertThat(evidence.setUp()).isNotBlank();
    assertThat(evidence.outcome()).isNotBlank();
    assertThat(evidence.lines())
        .isNotEmpty()
        .extracting(EvidenceLine::id)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches(id + "\\.[1-9][0-9]*"));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void packaged_anyCase_hasNoRunThatNoLineJudges(String id) {
    EvidenceCase evidence = EvidenceCases.packaged(id);

    assertThat(evidence.runs())
        .extracting(Run::name)
        .containsExactlyInAnyOrderElementsOf(
            evidence.lines().stream()
                .flatMap(line -> line.selection().runs().stream())
                .distinct()
                .toList());
  }

  @Test
  void packaged_all_haveLinesWithIdsOfTheirOwn() {
    assertThat(EvidenceCases.packaged())
        .flatExtracting(EvidenceCase::lines)
        .extracting(EvidenceLine::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void packaged_all_leaveNoFileUnused() throws Exception {
    Path folder = folder();

    assertThat(names(folder))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("scenarios"), ids().stream().map(id -> id + ".yaml")).toList());
    assertThat(names(folder.resolve("scenarios")))
        .containsExactlyInAnyOrderElementsOf(
            EvidenceCases.packaged().stream()
                .flatMap(evidence -> evidence.runs().stream())
                .filter(Replay.class::isInstance)
                .map(run -> ((Replay) run).file().replace("scenarios/", ""))
                .distinct()
                .toList());
  }

  private static Path folder() throws URISyntaxException {
    URL one = Objects.requireNonNull(EvidenceCases.class.getResource("B-LAB5.yaml"));
    return Objects.requireNonNull(Path.of(one.toURI()).getParent());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> Objects.toString(entry.getFileName()))
          .filter(name -> !name.endsWith(".class"))
          .toList();
    }
  }
}
