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
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** People copy the workflow as it stands: it must be YAML, and its scripts must be shell. */
final class CiReviewPageTest {

  private static final Path PAGE = Path.of("../docs/ci-review.md");
  private static final Pattern WORKFLOW = Pattern.compile("(?s)```yaml\n(.*?\n)```\n\n");

  @TempDir private Path folder;

  @Test
  void workflow_scripts_areShell() throws IOException, InterruptedException {
    List<String> scripts = new ArrayList<>();
    for (Node step : steps()) {
      if (((Node.Mapping) step).entries().get("run") instanceof Node.Scalar script) {
        scripts.add(script.text().replaceAll("\\$\\{\\{.*?}}", "0"));
      }
    }

    assertThat(scripts).hasSize(4);
    for (String script : scripts) {
      Path file = Files.writeString(folder.resolve("step.sh"), script);
      Process check = new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();
      assertThat(check.waitFor()).as(script).isZero();
    }
  }

  @Test
  void workflow_command_hasOptionsThatExist() throws IOException {
    String script =
        steps().stream()
            .map(step -> ((Node.Mapping) step).entries().get("run"))
            .filter(Node.Scalar.class::isInstance)
            .map(run -> ((Node.Scalar) run).text())
            .filter(text -> text.contains(".headroom/headroom"))
            .findFirst()
            .orElseThrow();
    Matcher options = Pattern.compile("(?<= )--?[a-z][a-z-]*").matcher(command(script));

    List<String> used = options.results().map(match -> match.group()).toList();
    assertThat(used).contains("--plan", "--only-if-changed", "--format", "-o");
    CommandLine check = Headroom.commandLine().getSubcommands().get("check");
    assertThat(Objects.requireNonNull(check).getCommandSpec().optionsMap())
        .containsKeys(used.toArray(String[]::new));
  }

  private static String command(String script) {
    int begin = script.indexOf(".headroom/headroom");
    return script.substring(begin, script.indexOf('>', begin));
  }

  private static List<Node> steps() throws IOException {
    Matcher workflow = WORKFLOW.matcher(Files.readString(PAGE));
    assertThat(workflow.find()).isTrue();
    Node root =
        Documents.read("workflow", workflow.group(1).getBytes(StandardCharsets.UTF_8)).getFirst();
    Node steps = child(child(child(root, "jobs"), "review"), "steps");
    return ((Node.Sequence) steps).elements();
  }

  private static Node child(Node parent, String key) {
    return Objects.requireNonNull(((Node.Mapping) parent).entries().get(key), key);
  }
}
