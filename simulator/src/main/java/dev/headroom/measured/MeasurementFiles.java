package dev.headroom.measured;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.source.LiveTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads what CloudWatch measured on a table: answers of {@code aws cloudwatch get-metric-data} and
 * {@code get-metric-statistics}, the queries that were asked, and CSV. Stateless.
 *
 * <p>Sources: CloudWatch API Reference, GetMetricData and GetMetricStatistics; what each metric
 * means: DynamoDB Developer Guide, "DynamoDB metrics and dimensions".
 */
public final class MeasurementFiles {

  /** Enough for 30 days of minutes of several metrics. */
  private static final int MAX_NODES = 1_000_000;

  private MeasurementFiles() {}

  /**
   * Reads files, and what is measured on live tables, as one set of measurements.
   *
   * @param files files and names of live tables
   * @param live asks about live tables
   * @throws InvalidInputException with everything that is wrong
   */
  public static Measurements read(
      List<Path> files, MeasurementOptions options, LiveMeasurements live) {
    Problems problems = new Problems();
    SeriesSet set = new SeriesSet(options, problems);
    for (Path file : files) {
      try {
        if (LiveTables.isLive(file.toString())) {
          readTexts(
              file.toString(), live.measure(file.toString(), options.indexNames()), set, problems);
        } else {
          read(file.toString(), Documents.text(file), set, problems);
        }
      } catch (InvalidInputException e) {
        for (Problem problem : e.problems()) {
          problems.add(problem.location(), problem.message());
        }
      }
    }
    problems.throwIfAny();
    Measurements measurements = set.finish(files.getFirst().toString());
    problems.throwIfAny();
    return Objects.requireNonNull(measurements);
  }

  private static void read(String fileName, String text, SeriesSet set, Problems problems) {
    if (isCsv(text)) {
      new CsvMeasurements(fileName, problems).read(text).forEach(set::add);
    } else {
      readTexts(fileName, List.of(text), set, problems);
    }
  }

  private static void readTexts(String name, List<String> texts, SeriesSet set, Problems problems) {
    JsonMeasurements json = new JsonMeasurements(name, set, problems);
    for (String text : texts) {
      Documents.documents(name, text, MAX_NODES).forEach(json::read);
    }
  }

  /** Whether a text is neither JSON nor YAML: its first line is a row of cells. */
  private static boolean isCsv(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
    boolean isJson = first.startsWith("{") || first.startsWith("[");
    boolean isYaml = first.startsWith("---") || first.matches("[A-Za-z]+:.*") || first.equals("-");
    return !isJson && !isYaml && CsvMeasurements.separator(first) != 0;
  }

  /** The file's own name, without folder. */
  static String baseName(String fileName) {
    return fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  }
}
