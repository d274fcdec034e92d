package dev.headroom.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feeds the command with files that nobody means well: every one must end in a message, soon and in
 * little memory. Without this test a faulty file could stop a build server for hours.
 */
@Tag("process")
final class HostileInputTest {

  private static final long LIMIT_MILLIS = 5_000;
  private static final long RUN_LIMIT_MILLIS = 20_000;
  private static final long PATIENCE_SECONDS = 240;
  private static final Set<Integer> REFUSED = Set.of(ExitCode.BAD_INPUT);
  private static final Set<Integer> ANY_VERDICT =
      Set.of(ExitCode.PASSED, ExitCode.FAILED, ExitCode.INCONCLUSIVE);

  private static final String TABLE =
      "{name: t, partitionKey: id, readCapacityUnits: 100, writeCapacityUnits: 100}";

  @TempDir private Path folder;

  private final List<Case> cases = new ArrayList<>();

  private record Case(List<String> commandLine, Set<Integer> exitCodes, long limitMillis) {}

  @Test
  void headroom_anyHostileFile_endsInAMessageSoonAndInLittleMemory() throws Exception {
    Map<String, byte[]> contents = hostileContents();
    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      Path file = Files.write(folder.resolve(content.getKey()), content.getValue());
      refused("check", file);
      refused("tables", file);
      refused("init", "--table", file);
      refused("check", scenario("table-" + content.getKey(), file, "10/s"));
      refused("check", scenario("trace-" + content.getKey(), TABLE, "{trace: " + file + "}"));
    }
    Path large = folder.resolve("large");
    writeLarge(large);
    refused("check", large);
    refused("tables", large);
    refused("check", scenario("table-large", large, "10/s"));
    refused("check", scenario("trace-large", TABLE, "{trace: " + large + "}"));
    addNumbers();
    addTraces();

    runAll();
  }

  @Test
  void check_monstrousScenario_isRefusedOrEnds() throws Exception {
    String month = "duration: 30d\n";
    refused("check", monster("rate", month, "rate: 1G/s"));
    refused("check", monster("partitions", "state: {partitions: 1000000}\n", "rate: 1/s"));
    refused("check", monster("trials", "trials: 1000000000\n", "rate: 1/s"));
    refused("check", monster("zipf", "", "rate: 1/s, keys: {zipf: {count: 1000000000000000000}}"));
    refused("check", monster("data", "state: {dataSize: 1000000TB}\n", "rate: 1/s"));
    refused("check", monster("clients", month, "clients: {count: 1000000}"));
    refused("check", monster("rolling", "", "rate: 1G/s, keys: {rolling: {count: 1G, run: 1}}"));
    refused("check", monster("kept", "duration: 7d\ntrials: 1000\n", "rate: 1/s"));
    refused("check", monster("name", "name: " + "x".repeat(10_000_000) + "\n", "rate: 1/s"));
    String folded = "x".repeat(40_000) + "\\\n";
    refused("check", monster("folded", "name: \"" + folded.repeat(250) + "\"\n", "rate: 1/s"));
    String huge = TABLE.replace("100", "1000000000");
    refused("check", monster("capacity", "", "rate: 1/s", huge));
    refused("check", write("flows.yaml", flows(5_000)));

    String brief = "duration: 10s\ntrials: 1\n";
    ends("check", monster("rate-short", brief, "rate: 1G/s"));
    ends("check", monster("zipf-most", brief, "rate: 1/s, keys: {zipf: {count: 1000G}}"));
    ends("check", monster("partitions-most", brief + "state: {partitions: 10000}\n", "rate: 9k/s"));
    ends("check", monster("clients-many", brief, "clients: {count: 10000}"));
    ends("check", monster("trials-most", "duration: 5s\ntrials: 1000\n", "rate: 20/s"));
    ends(
        "check", monster("steps", "duration: 1h\ntrials: 1\n", "rate: {steps: [" + steps() + "]}"));
    ends("check", monster("attempts", brief, "rate: 1k/s, client: {maxAttempts: 100}"));
    ends("check", write("flows-most.yaml", brief + flows(1_000)));
    String page = "rate: 1k/s, operation: Scan, itemSize: 1B, itemsPerRequest: 1048576";
    ends("check", write("page.yaml", brief + "table: " + TABLE + "\ntraffic: [{" + page + "}]\n"));

    runAll();
  }

  private static Map<String, byte[]> hostileContents() {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    byte[] noise = new byte[100_000];
    new Random(3).nextBytes(noise);
    contents.put("empty", new byte[0]);
    contents.put("blank", " \n\n\t\n".getBytes(US_ASCII));
    contents.put("binary", noise);
    contents.put("zeros", new byte[100_000]);
    put(contents, "comment", "# nothing\n", UTF_8);
    put(contents, "bomb", bomb(), UTF_8);
    put(contents, "merge-bomb", bomb().replace("[", "{<<: [").replace("]", "]}"), UTF_8);
    put(contents, "deep-flow", "[".repeat(100_000), UTF_8);
    put(contents, "deep-map", "{a: ".repeat(100_000), UTF_8);
    put(contents, "deep-json", "{\"a\":".repeat(100_000), UTF_8);
    put(
        contents,
        "deep-block",
        IntStream.range(0, 2_000)
            .mapToObj(i -> " ".repeat(i) + "a:\n")
            .collect(Collectors.joining()),
        UTF_8);
    put(contents, "cycle", "a: &a {b: *a}\n", UTF_8);
    put(contents, "latin", "name: t\u00e4ble\ntraffic: []\n", ISO_8859_1);
    put(contents, "utf16", "name: t\ntraffic: []\n", UTF_16BE);
    put(contents, "utf32", "name: t\n", Charset.forName("UTF-32BE"));
    put(contents, "duplicates", "table: a\ntable: b\ntraffic: []\n", UTF_8);
    put(contents, "duplicates.json", "{\"Table\": {}, \"Table\": {}, \"traffic\": []}", UTF_8);
    put(contents, "tag", "!!javax.script.ScriptEngineManager [x]\n", UTF_8);
    put(contents, "long-line", "a: " + "b".repeat(5_000_000) + "\n", UTF_8);
    put(contents, "many-keys", "a: [" + "1, ".repeat(1_000_000) + "1]\n", UTF_8);
    put(contents, "many-documents", "---\na: 1\n".repeat(100_000), UTF_8);
    put(contents, "anchors", anchors(), UTF_8);
    put(contents, "cut.json", "{\"Table\": {\"TableName\": \"t\"", UTF_8);
    return contents;
  }

  private static void put(Map<String, byte[]> contents, String name, String text, Charset charset) {
    contents.put(name, text.getBytes(charset));
  }

  private static String bomb() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
    }
    return bomb.toString();
  }

  private static String anchors() {
    StringBuilder text = new StringBuilder("x: &b0 {k: v}\n");
    for (int i = 1; i < 20_000; i++) {
      text.append("x%d: &b%d {<<: *b%d, k%d: v}\n".formatted(i, i, i - 1, i));
    }
    return text.toString();
  }

  private static void writeLarge(Path file) throws IOException {
    byte[] line = "key: value # as any line of a file could be\n".repeat(1_000).getBytes(US_ASCII);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < 100_000_000; written += line.length) {
        out.write(line);
      }
    }
  }

  private void addNumbers() throws IOException {
    List<String> numbers =
        List.of(
            ".nan", "NaN", ".inf", "-1", "-1e308", "1e999", "9".repeat(400), "0x7fffffffffffffff");
    for (String number : numbers) {
      String table = TABLE.replaceFirst("100", number);
      refused(
          "check", write("number-" + cases.size() + ".yaml", "table: " + table + traffic("1/s")));
      refused("tables", write("number-" + cases.size() + ".yaml", table + "\n"));
      for (String key : List.of("duration", "trials", "seed")) {
        if (!key.equals("seed") || !number.equals("-1")) {
          String text = "table: " + TABLE + "\n" + key + ": " + number + traffic("1/s");
          refused("check", write("number-" + cases.size() + ".yaml", text));
        }
      }
      String rate = number + "/s";
      refused("check", scenario("number-" + cases.size(), TABLE, rate));
    }
  }

  private void addTraces() throws IOException {
    String header = "seconds,requests\n";
    List<String> traces =
        List.of(
            header,
            header + "0,NaN\n1,2\n",
            header + "0,-5\n1,2\n",
            header + "0,1e400\n1,2\n",
            header + "0,Infinity\n1,2\n",
            header + "5,1\n5,2\n",
            header + "0," + "9".repeat(500_000) + "\n1,2\n",
            header + "0,1\n".repeat(1_000_000),
            header + "\"0,1\n1,2\n",
            "a,b\n1,2\n",
            "seconds,seconds\n1,2\n",
            "timestamp,requests\nyesterday,1\ntoday,2\n",
            "x,".repeat(1_000_000) + "\n");
    for (String trace : traces) {
      Path file = write("trace-" + cases.size() + ".csv", trace);
      refused("check", scenario("traced-" + cases.size(), TABLE, "{trace: " + file + "}"));
    }
  }

  private Path scenario(String name, Object table, String rate) throws IOException {
    return write(name + ".yaml", "table: " + table + traffic(rate));
  }

  private static String traffic(String rate) {
    return "\ntraffic: [{operation: GetItem, rate: " + rate + "}]\n";
  }

  private Path monster(String name, String keys, String flow) throws IOException {
    return monster(name, keys, flow, TABLE);
  }

  private Path monster(String name, String keys, String flow, String table) throws IOException {
    String text = keys + "table: " + table + "\ntraffic: [{operation: PutItem, " + flow + "}]\n";
    return write("monster-" + name + ".yaml", text);
  }

  private static String flows(int count) {
    return "table: %s\ntraffic:\n%s"
        .formatted(TABLE, "  - {operation: PutItem, rate: 1/s}\n".repeat(count));
  }

  private static String steps() {
    return IntStream.range(0, 10_000)
        .mapToObj(i -> "[%ds, %d/s]".formatted(i, 1 + i % 90))
        .collect(Collectors.joining(",\n  "));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void refused(Object... commandLine) {
    add(REFUSED, LIMIT_MILLIS, commandLine);
  }

  private void ends(Object... commandLine) {
    add(ANY_VERDICT, RUN_LIMIT_MILLIS, commandLine);
  }

  private void add(Set<Integer> exitCodes, long limitMillis, Object... commandLine) {
    List<String> words = List.of(commandLine).stream().map(Object::toString).toList();
    cases.add(new Case(words, exitCodes, limitMillis));
  }

  private void runAll() throws Exception {
    List<String> lines = cases.stream().map(c -> String.join("\t", c.commandLine)).toList();
    Path commandLines = Files.write(folder.resolve("command-lines"), lines);
    Path results = folder.resolve("results");
    Process process =
        JavaProcess.of(List.of("-Xmx512m"), ManyRuns.class, commandLines)
            .redirectOutput(results.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    try {
      boolean hasEnded = process.waitFor(PATIENCE_SECONDS, SECONDS);
      List<String> told = Files.readAllLines(results);
      String next = told.size() < cases.size() ? lines.get(told.size()) : "";
      assertThat(hasEnded).as("ends; at last in: " + next).isTrue();
      assertThat(told).as(Files.readString(folder.resolve("errors"))).hasSameSizeAs(cases);
      assertSoftly(
          softly -> {
            for (int i = 0; i < told.size(); i++) {
              Case expected = cases.get(i);
              String[] result = told.get(i).split("\t", -1);
              String what = lines.get(i).replace('\t', ' ') + ": " + told.get(i);
              softly.assertThat(Integer.valueOf(result[0])).as(what).isIn(expected.exitCodes);
              softly
                  .assertThat(Long.parseLong(result[1]))
                  .as(what)
                  .isLessThan(expected.limitMillis);
              if (expected.exitCodes.equals(REFUSED)) {
                softly.assertThat(result[2]).as(what).startsWith("error: ").hasSizeLessThan(2_000);
              }
            }
          });
    } finally {
      process.destroyForcibly();
    }
  }
}
