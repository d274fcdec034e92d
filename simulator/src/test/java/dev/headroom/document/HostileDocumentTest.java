package dev.headroom.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it, a file from a stranger could end in a stack trace, an exhausted heap or a hang
 * instead of a message.
 */
final class HostileDocumentTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir Path folder;

  static Stream<Arguments> hostileTexts() {
    return Stream.of(
        Arguments.of("empty", "", "f: is empty"),
        Arguments.of("blank", " \n\t\n", "f"),
        Arguments.of("comments only", "# nothing\n", "f: is empty"),
        Arguments.of("separators only", "---\n---\n", "f: is empty"),
        Arguments.of(
            "truncated JSON", "{\"Table\": {\n\"TableName\": \"or", "f:2: is not valid JSON"),
        Arguments.of("JSON cut after brace", "{", "f:1: is not valid JSON: it ends in the middle"),
        Arguments.of("JSON with garbage after it", "{\"a\": 1}\n}", "f:2: is not valid JSON"),
        Arguments.of("tab in YAML", "a:\n\tb: 1\n", "f:2: a tab is used for indentation"),
        Arguments.of(
            "Java tag",
            "a: !!javax.script.ScriptEngineManager [x]\n",
            "f:1: a: the YAML tag !!javax"),
        Arguments.of("mapping as key", "? {a: 1}\n: 2\n", "f:1: has a key that is not text"),
        Arguments.of("null as key", "a:\n  ~: 1\n", "f:2: a: has a key that is not text"),
        Arguments.of("unknown alias", "a: *b\n", "f:1: a: alias *b has no anchor before it"),
        Arguments.of(
            "recursive alias", "a: &a [1, *a]\n", "alias *a stands inside the value it names"),
        Arguments.of("merge of a number", "a:\n  <<: 5\n", "only mappings can be merged"),
        Arguments.of("NUL", "a: 1\nb: \0\n", "f:2: contains the control character U+0000"),
        Arguments.of("escape", "a: \u001b[31m\n", "f:1: contains the control character U+001B"),
        Arguments.of(
            "deep flow YAML", "a: " + "[".repeat(10_000), "is nested deeper than 100 levels"),
        Arguments.of("deep JSON", "[".repeat(1_000_000), "f:1"),
        Arguments.of("deep JSON objects", "{\"a\":".repeat(100_000), "f:1"),
        Arguments.of(
            "deep block YAML", "- ".repeat(10_000) + "a", "is nested deeper than 100 levels"),
        Arguments.of("deep YAML keys", lines(1_000, i -> " ".repeat(i) + "k:\n"), "nested deeper"),
        Arguments.of("billion laughs", billionLaughs(), "holds more than 200000 keys and values"),
        Arguments.of("merge bomb", mergeBomb(), "holds more than 200000 keys and values"),
        Arguments.of(
            "many values",
            "[" + "1,".repeat(5_000_000) + "1]",
            "holds more than 200000 keys and values"),
        Arguments.of(
            "many YAML values",
            "- 1\n".repeat(2_000_000),
            "holds more than 200000 keys and values"),
        Arguments.of(
            "unclosed quote", "a: \"" + "xxxxxxx\n".repeat(1_000_000), "is not valid YAML"),
        Arguments.of("many question marks", "? ".repeat(1_000_000), "f:1"),
        Arguments.of("many anchors", "&a ".repeat(10_000), "is not valid YAML"),
        Arguments.of(
            "one endless key",
            "k".repeat(8_000_000) + ": {a: {",
            "f:1: is not YAML that can be read: a line is longer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileTexts")
  void read_hostileText_endsWithAMessageInTime(String name, String text, String message) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            assertThatThrownBy(() -> Documents.read("f", content))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message));
  }

  static Stream<Arguments> largeTexts() {
    return Stream.of(
        Arguments.of("one long string", "a: " + "x".repeat(16_000_000)),
        Arguments.of("block scalar", "a: |\n" + "  line\n".repeat(2_000_000)),
        Arguments.of("folded lines", "a:\n" + "  line\n".repeat(2_000_000)),
        Arguments.of("blank lines", "a: 1\n" + "\n".repeat(16_000_000)),
        Arguments.of("comments", "a: 1\n" + "# c\n".repeat(4_000_000)),
        Arguments.of("spaces", "a: 1" + " ".repeat(16_000_000)),
        Arguments.of("long digits", "a: " + "9".repeat(16_000_000)),
        Arguments.of("long JSON string", "{\"a\": \"" + "x".repeat(16_000_000) + "\"}"),
        Arguments.of("many keys", lines(180_000, i -> "key" + i + ": " + i + "\n")),
        Arguments.of("long keys", lines(1_000, i -> "k".repeat(900) + i + ": {a: {b: {c: 1}}}\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("largeTexts")
  void read_largeText_endsInTime(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try {
            assertThat(Documents.read("f", content)).hasSize(1);
          } catch (InvalidInputException e) {
            assertThat(e.problems()).isNotEmpty();
          }
        });
  }

  @Test
  void read_manyDuplicateKeys_reportsABoundedNumber() {
    InvalidInputException e = failure("a: 1\n".repeat(90_000).getBytes(StandardCharsets.UTF_8));

    assertThat(e.problems()).hasSizeLessThan(1_000);
    assertThat(e).hasMessageContaining("more problems");
  }

  @Test
  void read_malformedUtf8_namesLineAndByteOffset() {
    byte[] content = {'a', ':', ' ', '1', '\n', 'b', ':', (byte) 0xC3, '('};

    assertThat(failure(content))
        .hasMessageContaining("f:2: is not valid UTF-8 text: malformed bytes at byte offset 7");
  }

  @Test
  void read_oddUtf16_namesTheEncoding() {
    byte[] content = {(byte) 0xFF, (byte) 0xFE, 'a', 0, ':'};

    assertThat(failure(content)).hasMessageContaining("f:1: is not valid UTF-16LE text");
  }

  @Test
  void read_utf16WithoutMark_saysSo() {
    byte[] content = "name: orders".getBytes(StandardCharsets.UTF_16LE);

    assertThat(failure(content)).hasMessageContaining("UTF-16 text without a byte order mark");
  }

  @Test
  void read_utf32_saysSo() {
    byte[] content = {(byte) 0xFF, (byte) 0xFE, 0, 0, 'a', 0, 0, 0};

    assertThat(failure(content)).hasMessageContaining("UTF-32");
  }

  @Test
  void read_sparseFileOf100Megabytes_isRefusedWithoutReadingIt() throws IOException {
    Path file = folder.resolve("large.yaml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(100L * 1024 * 1024);
    }

    assertThatThrownBy(() -> Documents.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("large.yaml: is larger than 16 MB");
  }

  @Test
  void read_directoryOrMissingFile_saysSo() {
    assertThatThrownBy(() -> Documents.read(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> Documents.read(folder.resolve("missing.yaml")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("missing.yaml: does not exist");
    assertThatThrownBy(() -> Documents.read(folder.resolve("x".repeat(5_000))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void read_unreadableFile_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("secret.yaml"), "a: 1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");

    assertThatThrownBy(() -> Documents.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("permission denied");
  }

  private static InvalidInputException failure(byte[] content) {
    InvalidInputException e =
        catchThrowableOfType(InvalidInputException.class, () -> Documents.read("f", content));
    if (e == null) {
      throw new AssertionError("no failure");
    }
    return e;
  }

  private static String billionLaughs() {
    return "a0: &a0 [lol]\n"
        + lines(30, i -> "a%d: &a%d [%s]\n".formatted(i + 1, i + 1, ("*a" + i + ",").repeat(10)));
  }

  private static String mergeBomb() {
    return "a0: &a0 {"
        + IntStream.range(0, 1_000).mapToObj(i -> "k" + i + ": 1").collect(Collectors.joining(","))
        + "}\n"
        + lines(1_000, i -> "b%d: {<<: *a0}\n".formatted(i));
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
  }
}
