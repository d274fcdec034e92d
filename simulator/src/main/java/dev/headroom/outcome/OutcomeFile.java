package dev.headroom.outcome;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.source.TableJsonReader;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads an outcome that {@link OutcomeJson} wrote. Keys that are not known are passed over: a newer
 * version may have written them. Alarms of tables are not in the file.
 */
public final class OutcomeFile {

  /** Room for a week of minutes of a table with twenty indexes. */
  private static final int MAX_FILE_BYTES = 128 * 1024 * 1024;

  private static final int MAX_NODES = 10_000_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Pattern SCHEMA = Pattern.compile("\"schema\"\\s*:\\s*\"headroom/");

  private OutcomeFile() {}

  /** Whether a text is meant as a result of this program, by the schema that it names. */
  public static boolean isResult(String text) {
    return SCHEMA.matcher(text).find();
  }

  /** A file's content, for {@link #parse}. */
  public static String text(Path file) {
    return Documents.text(file, MAX_FILE_BYTES);
  }

  /**
   * Reads an outcome.
   *
   * @param fileName the name that problems carry
   * @throws InvalidInputException with everything that is wrong
   */
  public static Outcome parse(String fileName, String text) {
    Node root = Documents.documents(fileName, text, MAX_NODES).getFirst();
    Problems problems = new Problems();
    MappingReader json = MappingReader.of(root, problems);
    problems.throwIfAny();
    Fields fields = new Fields(Objects.requireNonNull(json));
    requireSchema(fileName, fields);
    Outcome outcome = outcome(fields);
    problems.throwIfAny();
    return outcome;
  }

  private static void requireSchema(String fileName, Fields fields) {
    String schema = fields.json().optionalString("schema");
    if (!Outcome.SCHEMA.equals(schema)) {
      throw new InvalidInputException(
          schema == null ? Location.ofFile(fileName) : fields.json().location("schema"),
          "is no outcome.json: its schema is "
              + (schema == null ? "not given" : Quoted.of(schema))
              + ", not \""
              + Outcome.SCHEMA
              + '"');
    }
  }

  private static Outcome outcome(Fields json) {
    double seconds = json.number("durationSeconds");
    if (!(seconds > 0)) {
      json.json().problem("durationSeconds", "must be above 0");
    }
    Problems problems = json.json().problems();
    return new Outcome(
        json.text("scenario"),
        json.constant("source", Outcome.Source.SIMULATED),
        !json.json().has("throttlesByCapacity") || json.flag("throttlesByCapacity"),
        json.time("start"),
        json.whole("seed"),
        json.positive("trials"),
        json.text("profile"),
        json.texts("modelOverrides"),
        json.text("version"),
        Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND)),
        tables(json, problems),
        json.list("resources", SeriesReader::resource),
        json.list("flows", SeriesReader::flow),
        json.list("events", OutcomeFile::event),
        json.list("hotKeys", OutcomeFile::hotKey),
        json.optional("shadow", SeriesReader::shadow),
        json.optional("cost", cost -> CostReader.cost(cost, seconds)),
        json.list("gates", OutcomeFile::gate),
        json.list("alarms", OutcomeFile::alarm),
        json.optional("bands", SeriesReader::bands),
        json.sentences("advice"),
        json.sentences("assumptions"),
        json.sentences("notModelled"));
  }

  private static List<Table> tables(Fields json, Problems problems) {
    return json.json().optionalSequence("tables").stream()
        .map(node -> MappingReader.of(node, problems))
        .filter(Objects::nonNull)
        .map(TableJsonReader::read)
        .filter(Objects::nonNull)
        .toList();
  }

  private static Event event(Fields json) {
    return new Event(
        json.number("atSeconds"), json.text("kind"), json.text("resource"), json.text("detail"));
  }

  private static HotKey hotKey(Fields json) {
    return new HotKey(
        json.text("resource"),
        json.text("key"),
        json.number("consumedUnits"),
        json.whole("throttled"));
  }

  private static GateResult gate(Fields json) {
    double value = json.number("value");
    return new GateResult(
        json.text("expression"),
        Double.isNaN(value) ? null : (Double) value,
        json.text("unit"),
        json.constant("verdict", GateResult.Verdict.INCONCLUSIVE),
        json.text("detail"));
  }

  private static AlarmOutcome alarm(Fields json) {
    return new AlarmOutcome(
        json.text("name"),
        json.text("rule"),
        json.text("file"),
        (int) json.whole("line"),
        json.constant("state", AlarmOutcome.State.NOT_EVALUATED),
        json.list(
            "spans",
            span -> new AlarmOutcome.Span(span.number("fromSeconds"), span.number("toSeconds"))),
        json.text("detail"),
        json.sentences("hints"));
  }
}
