package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.chance.Chance;
import dev.headroom.document.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Without it a slip in a file could end in a stack trace instead of a list of problems. */
final class ScenarioFuzzTest {

  private static final Path FOLDER = Path.of("src/test/resources/dev/headroom/scenario");
  private static final int MUTANTS = 1000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final List<String> WORDS =
      List.of(
          "-1",
          "0",
          "1e99",
          ".nan",
          "-.inf",
          "99999999999999999999",
          "null",
          "~",
          "[]",
          "{}",
          "\"\"",
          "true",
          "1G/s",
          "0/s",
          "0.000000001/h",
          "30d",
          "36500d",
          "400KB",
          "1000000TB",
          "single",
          "headroom/v1",
          "[1, 2]",
          "{a: 1}",
          "checkout",
          "&a",
          "*a",
          "!!int x",
          "- 1",
          "0x1F",
          "1_000",
          "18:00",
          "2026-11-27",
          "\u0000",
          "ü😀",
          "#",
          "---",
          "1000G",
          "100%");

  @Test
  void read_anyMutant_isAScenarioOrAListOfProblems() throws IOException {
    String full = Files.readString(FOLDER.resolve("full.yaml"));
    String broken = Files.readString(FOLDER.resolve("broken.yaml"));
    Chance chance = new Chance(20260101);
    int sound =
        Assertions.assertTimeoutPreemptively(
            LIMIT,
            () -> {
              int count = 0;
              for (int i = 0; i < MUTANTS; i++) {
                String mutant = mutate(i % 4 == 0 ? broken : full, chance.fork("mutant-" + i));
                count += isSound(i, mutant) ? 1 : 0;
              }
              return count;
            });

    assertThat(sound).isBetween(MUTANTS / 100, MUTANTS * 9 / 10);
  }

  private static boolean isSound(int number, String text) {
    try {
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      Scenario scenario = ScenarioReader.read(FOLDER.resolve("mutant.yaml"), content);
      assertThat(scenario.flows()).isNotEmpty();
      return true;
    } catch (InvalidInputException e) {
      assertThat(e.problems()).isNotEmpty();
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError("mutant " + number + ":\n" + text, e);
    }
  }

  private static String mutate(String text, Chance chance) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    long changes = 1 + chance.nextLong(3);
    for (int i = 0; i < changes; i++) {
      int at = (int) chance.nextLong(lines.size());
      String line = lines.get(at);
      switch ((int) chance.nextLong(6)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get((int) chance.nextLong(lines.size())));
        case 2 -> lines.set(at, line.replaceFirst(": .*", ": " + word(chance)));
        case 3 -> lines.set(at, replaceToken(line, chance));
        case 4 -> lines.set(at, " ".repeat((int) chance.nextLong(3)) + line);
        default -> {
          int cut = line.isEmpty() ? 0 : (int) chance.nextLong(line.length());
          lines.set(at, line.substring(0, cut) + line.substring(Math.min(line.length(), cut + 1)));
        }
      }
    }
    return String.join("\n", lines);
  }

  private static String replaceToken(String line, Chance chance) {
    String[] tokens = line.split("(?<=[ ,:{}\\[\\]])|(?=[ ,:{}\\[\\]])", -1);
    int at = (int) chance.nextLong(tokens.length);
    tokens[at] = tokens[at].isBlank() ? tokens[at] : quotedRarely(word(chance), chance);
    return String.join("", tokens);
  }

  private static String quotedRarely(String word, Chance chance) {
    return chance.nextLong(4) == 0 ? "\"" + word.replace("\"", "") + "\"" : word;
  }

  private static String word(Chance chance) {
    return WORDS.get((int) chance.nextLong(WORDS.size()));
  }
}
