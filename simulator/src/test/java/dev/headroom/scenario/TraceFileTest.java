package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.document.Location;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.traffic.RateShape.RatePoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a recorded load could be replayed at another rate or another time. */
final class TraceFileTest {

  @TempDir Path folder;

  private final Problems problems = new Problems();

  static Stream<Arguments> read_soundFile_givesRatesAndAnEnd() {
    List<RatePoint> minutes = List.of(point(0, 5), point(60, 20), point(120, 0));
    return Stream.of(
        arguments("seconds,requestsPerSecond\n0,5\n60,20\n", minutes),
        arguments("seconds,unitsPerSecond\r\n0,5\r\n60,20", minutes),
        arguments("\uFEFFSeconds, Requests\n0,300\n\n60,1200\n", minutes),
        arguments("region,requests,seconds\neu,300,0\neu,1200,60\n", minutes),
        arguments(
            "timestamp,requests\n2026-11-27T08:00:00Z,300\n2026-11-27T09:01:00+01:00,1200\n",
            minutes),
        arguments("\"seconds\",\"units\"\n\"0\",\"300\"\n\"60\",\"1.2e3\"\n", minutes),
        arguments(
            "seconds,requestsPerSecond\n10,0\n10.5,4\n",
            List.of(
                new RatePoint(Duration.ofSeconds(10), 0),
                new RatePoint(Duration.ofMillis(10_500), 4),
                new RatePoint(Duration.ofSeconds(11), 0))));
  }

  @ParameterizedTest
  @MethodSource
  void read_soundFile_givesRatesAndAnEnd(String content, List<RatePoint> expected)
      throws IOException {
    assertThat(read(content)).isEqualTo(expected);
    assertThat(problems.list()).isEmpty();
  }

  static Stream<Arguments> read_faultyFile_namesTheLine() {
    String header = "seconds,requestsPerSecond\n";
    return Stream.of(
        arguments("", 0, "is empty"),
        arguments("0,5\n60,20\n", 1, "must begin with a row of column names"),
        arguments("seconds,latency\n0,5\n60,20\n", 1, "must begin with a row of column names"),
        arguments(header + "0,5\n", 0, "at least two rows"),
        arguments(header + "0,5\n60,fast\n", 3, "must have a number from 0, not \"fast\""),
        arguments(header + "0,5\n60,-1\n90,3\n", 3, "must have a number from 0, not \"-1\""),
        arguments(header + "0,NaN\n60,1\n", 2, "must have a number from 0, not \"NaN\""),
        arguments(header + "0,1\nx,1\n70,1\n", 3, "must have a time up to 30 days, not \"x\""),
        arguments(header + "0,1\n99999999,1\n", 3, "must have a time up to 30 days"),
        arguments(header + "60,1\n60,1\n", 3, "must be later than the row before it"),
        arguments(header + "0,1\n60\n120,3\n", 3, "has too few columns"),
        arguments(header + "0,0\n60,0\n", 0, "must have rates above 0"),
        arguments(header + "0,9999999999\n60,0\n", 0, "must have rates above 0 and up to 1G/s"),
        arguments("timestamp,requests\nmonday,1\n", 2, "must have a time"),
        arguments(header + "0,\"5\n60,20\n", 2, "is not CSV"));
  }

  @ParameterizedTest
  @MethodSource
  void read_faultyFile_namesTheLine(String content, int line, String message) throws IOException {
    assertThat(read(content)).isNull();

    Problem first = problems.list().getFirst();
    assertThat(first.message()).contains(message);
    assertThat(first.location().file()).endsWith("trace.csv");
    assertThat(first.location().line()).isEqualTo(line);
  }

  @Test
  void read_manyFaults_endsAfterAHandful() throws IOException {
    assertThat(read("seconds,requests\n" + "x,y\n".repeat(5000))).isNull();

    assertThat(problems.list()).hasSizeLessThan(30);
  }

  @Test
  void read_tooManyRows_isRefused() throws IOException {
    StringBuilder rows = new StringBuilder("seconds,requests\n");
    for (int i = 0; i < 200_001; i++) {
      rows.append(i).append(",1\n");
    }

    assertThat(read(rows.toString())).isNull();
    assertThat(problems.list()).singleElement().asString().contains("at most 200,000 rows");
  }

  private @Nullable List<RatePoint> read(String content) throws IOException {
    Files.write(folder.resolve("trace.csv"), content.getBytes(StandardCharsets.UTF_8));
    return new TraceFile(problems)
        .read(folder, new Given<>("trace.csv", Location.ofFile("scenario.yaml")));
  }

  private static RatePoint point(long seconds, double perSecond) {
    return new RatePoint(Duration.ofSeconds(seconds), perSecond);
  }
}
