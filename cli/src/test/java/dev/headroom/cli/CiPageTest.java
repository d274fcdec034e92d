package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.document.Documents;
import dev.headroom.document.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People copy pipelines as they stand: they must be YAML, their scripts shell, and every command in
 * them one that exists.
 */
final class CiPageTest {

  private static final Pattern BLOCK = Pattern.compile("(?s)```(yaml|groovy|sh)\n(.*?\n)```\n");
  private static final Pattern COMMAND =
      Pattern.compile("(?:(?<=['\\s])|^)(?:\\.headroom/|\\./)?headroom ([a-z][^'|#>\n]*)");

  @TempDir private Path folder;

  private static List<MatchResult> blocks(String page) throws IOException {
    String text = Files.readString(Path.of("../docs", page));
    return BLOCK.matcher(text).results().toList();
  }

  static Stream<String> pages() {
    return Stream.of("ci.md", "ci-review.md", "compare.md");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commands_ofAPage_areUnderstood(String page) throws IOException {
    List<String> commands = new ArrayList<>();
    for (MatchResult block : blocks(page)) {
      String script = block.group(2).replace("\\\n", " ");
      COMMAND.matcher(script).results().forEach(match -> commands.add(match.group(1).strip()));
    }

    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      Headroom.commandLine().parseArgs(command.split("\\s+"));
    }
  }

  @Test
  void pipelines_ofThePage_doAllThreeSteps() throws IOException {
    List<MatchResult> pipelines =
        blocks("ci.md").stream().filter(block -> !block.group(1).equals("sh")).toList();

    assertThat(pipelines)
        .hasSize(3)
        .allSatisfy(
            pipeline ->
                assertThat(pipeline.group(2))
                    .contains(
                        "headroom check", "headroom load", "headroom compare", "headroom-out"));
    assertThat(pipelines).filteredOn(block -> block.group(2).contains("junit")).hasSize(2);
  }

  @Test
  void pipelines_inYaml_areYamlWithScriptsInShell() throws IOException, InterruptedException {
    List<String> scripts = new ArrayList<>();
    for (MatchResult block : blocks("ci.md")) {
      if (block.group(1).equals("yaml")) {
        byte[] yaml = block.group(2).getBytes(StandardCharsets.UTF_8);
        Documents.read("pipeline", yaml).forEach(root -> addScripts(root, scripts));
      }
    }

    assertThat(scripts).hasSize(9);
    for (String script : scripts) {
      Path file = Files.writeString(folder.resolve("step.sh"), script);
      Process check = new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();
      assertThat(check.waitFor()).as(script).isZero();
    }
  }

  private static void addScripts(Node node, List<String> scripts) {
    switch (node) {
      case Node.Mapping mapping ->
          mapping
              .entries()
              .forEach(
                  (key, value) -> {
                    if (key.equals("run") && value instanceof Node.Scalar script) {
                      scripts.add(script.text());
                    } else if (key.endsWith("script") && value instanceof Node.Sequence lines) {
                      lines.elements().forEach(line -> scripts.add(((Node.Scalar) line).text()));
                    } else {
                      addScripts(value, scripts);
                    }
                  });
      case Node.Sequence sequence ->
          sequence.elements().forEach(element -> addScripts(element, scripts));
      case Node.Scalar scalar -> {}
      case Node.Tagged tagged -> addScripts(tagged.value(), scripts);
      case Node.Unknown unknown -> {}
    }
  }
}
