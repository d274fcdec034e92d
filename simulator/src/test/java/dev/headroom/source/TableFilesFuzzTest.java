package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problems;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Without it, a damaged file could end in a stack trace. Damages every example file at random, from
 * a fixed seed; repeat a failure with the seed in its message.
 */
final class TableFilesFuzzTest {

  private static final long SEED = 20_261_121;
  private static final int CASES_PER_FILE = 700;

  private static final List<String> FRAGMENTS =
      List.of(
          "",
          "\n",
          "\t",
          "  ",
          "- ",
          ": ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "&a ",
          "*a",
          "<<: *a",
          "!!int ",
          "!x ",
          "|\n",
          "? ",
          "---\n",
          "%",
          "#",
          "null",
          "~",
          "-1",
          "0",
          "1e999999999",
          "99999999999999999999",
          ".nan",
          "NaN",
          "true",
          "${X}",
          "\u0000",
          "\uFEFF",
          "é");

  @Test
  void read_damagedExample_succeedsOrNamesTheFile() throws IOException {
    List<Path> examples;
    try (Stream<Path> files = Files.walk(TableFilesTest.EXAMPLES)) {
      examples = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(examples).hasSizeGreaterThanOrEqualTo(6);
    for (Path example : examples) {
      byte[] original = Files.readAllBytes(example);
      for (int i = 0; i < CASES_PER_FILE; i++) {
        long seed = SEED + i;
        check(damaged(original, new SplittableRandom(seed)), example + " with seed " + seed);
      }
    }
  }

  private static void check(byte[] content, String what) {
    try {
      Problems problems = new Problems();
      TableSetReader reader = new TableSetReader(Variables.NONE, problems);
      reader.read("f", Documents.read("f", content));
      List<Table> tables = reader.finish();
      if (problems.isEmpty()) {
        assertThat(tables).as(what).isNotEmpty();
        assertThat(TableJson.print(tables)).as(what).isNotEmpty();
      } else {
        assertThat(problems.list()).as(what).allMatch(p -> p.location().file().equals("f"));
      }
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).as(what).startsWith("f");
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }

  private static byte[] damaged(byte[] original, SplittableRandom random) {
    byte[] content = original;
    int edits = random.nextInt(1, 4);
    for (int i = 0; i < edits; i++) {
      content = edited(content, random);
    }
    return content;
  }

  private static byte[] edited(byte[] content, SplittableRandom random) {
    if (content.length == 0) {
      return content;
    }
    int from = random.nextInt(content.length);
    int to = Math.min(content.length, from + random.nextInt(1, 40));
    return switch (random.nextInt(5)) {
      case 0 -> replaced(content, 0, 0, new byte[0], from);
      case 1 -> {
        byte[] flipped = content.clone();
        flipped[from] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 2 -> replaced(content, from, to, new byte[0], content.length);
      case 3 -> {
        String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
        byte[] bytes = fragment.getBytes(StandardCharsets.UTF_8);
        yield replaced(content, from, from, bytes, content.length);
      }
      default -> replaced(content, from, from, wordAt(content, random), content.length);
    };
  }

  private static byte[] wordAt(byte[] content, SplittableRandom random) {
    int from = random.nextInt(content.length);
    int to = Math.min(content.length, from + random.nextInt(1, 80));
    return java.util.Arrays.copyOfRange(content, from, to);
  }

  /** The first {@code length} bytes, with those from {@code from} to {@code to} replaced. */
  private static byte[] replaced(byte[] content, int from, int to, byte[] with, int length) {
    byte[] result = new byte[length - (to - from) + with.length];
    System.arraycopy(content, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(content, to, result, from + with.length, length - to);
    return result;
  }
}
