package dev.headroom.evidence;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Scalars;
import dev.headroom.document.Suggestion;
import dev.headroom.evidence.EvidenceCase.Replay;
import dev.headroom.evidence.EvidenceCase.Run;
import dev.headroom.evidence.EvidenceCase.Trial;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a case's file and the scenarios that it names. */
final class EvidenceReader {

  private static final double MAX_TOLERANCE = 1e12;

  /** Constants that are part of an experiment's set-up, for an account can have others. */
  private static final Set<String> SET_UP_CONSTANTS =
      Set.of("quota.tableRead", "quota.tableWrite", "aas.highDatapoints");

  /** Where files come from. */
  @FunctionalInterface
  interface Files {

    /** A file's content; empty if there is none of that name. */
    Optional<byte[]> read(String name);
  }

  private final Files files;
  private final Problems problems = new Problems();

  private EvidenceReader(Files files) {
    this.files = files;
  }

  /**
   * Reads a case.
   *
   * @param id the case's id, after which its file is called
   * @param files the case's file, and beside it its scenarios
   * @throws InvalidInputException with everything that is wrong with it
   */
  static EvidenceCase read(String id, Files files) {
    return new EvidenceReader(files).read(id);
  }

  private EvidenceCase read(String id) {
    String file = id + ".yaml";
    byte[] content =
        files.read(file).orElseThrow(() -> new IllegalArgumentException("no case " + id));
    Node root = Documents.read(file, content).getFirst();
    MappingReader reader = MappingReader.of(root, problems);
    EvidenceCase result = reader == null ? null : read(id, reader);
    problems.throwIfAny();
    if (result == null) {
      throw new IllegalStateException("neither a case nor a problem in " + file);
    }
    return result;
  }

  private EvidenceCase read(String id, MappingReader reader) {
    if (!id.equals(reader.string("case"))) {
      reader.problem("case", "must be " + id + " like the file");
    }
    String title = text(reader, "title");
    List<String> sources = new ArrayList<>();
    for (Node node : reader.sequence("sources")) {
      String source = Scalars.text(node, problems);
      if (source != null) {
        sources.add(source);
      }
    }
    String era = text(reader, "era");
    String setUp = text(reader, "setUp");
    String outcome = text(reader, "outcome");
    Map<String, Run> runs = runs(reader);
    List<EvidenceLine> lines = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    if (reader.sequence("lines").isEmpty()) {
      reader.problem("lines", "must have at least one line");
    }
    for (MappingReader line : reader.optionalMappings("lines")) {
      EvidenceLine read = line(line, runs);
      line.finish();
      if (read != null) {
        lines.add(read);
        if (!ids.add(read.id())) {
          line.problem("id", "is the id of an earlier line");
        }
        if (!read.id().startsWith(id + ".")) {
          line.problem("id", "must begin with " + id + ".");
        }
      }
    }
    reader.finish();
    return new EvidenceCase(
        id, title, sources, era, setUp, outcome, List.copyOf(runs.values()), lines);
  }

  private Map<String, Run> runs(MappingReader reader) {
    Map<String, Run> runs = new LinkedHashMap<>();
    MappingReader given = reader.mapping("runs");
    if (given != null) {
      for (String name : given.mapping().entries().keySet()) {
        Run run =
            given.node(name) instanceof Node.Mapping ? trial(given, name) : replay(given, name);
        if (run != null) {
          runs.put(name, run);
        }
      }
    }
    return runs;
  }

  private static @Nullable Run trial(MappingReader runs, String name) {
    MappingReader run = runs.mapping(name);
    MappingReader given = run == null ? null : run.mapping("experiment");
    Experiment experiment = given == null ? null : ExperimentReader.read(given);
    return experiment == null ? null : new Trial(name, experiment);
  }

  private @Nullable Run replay(MappingReader runs, String name) {
    String file = runs.string(name);
    Scenario scenario = file == null ? null : scenario(runs, name, file);
    return file == null || scenario == null ? null : new Replay(name, file, scenario);
  }

  private @Nullable Scenario scenario(MappingReader runs, String name, String file) {
    Optional<byte[]> content = files.read(file);
    if (content.isEmpty()) {
      runs.problem(name, "is no file beside the case");
      return null;
    }
    try {
      Scenario scenario = ScenarioReader.read(Path.of(file), content.get());
      ModelProfile asItWas = ModelProfile.observed().inEra(scenario.profile().era());
      Map<String, String> changes = new TreeMap<>(scenario.profile().overrides());
      changes.entrySet().removeAll(asItWas.overrides().entrySet());
      if (!SET_UP_CONSTANTS.containsAll(changes.keySet())) {
        runs.problem(name, "must leave the model's constants as they are");
      }
      return scenario;
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> problems.add(problem.location(), problem.message()));
      return null;
    }
  }

  private @Nullable EvidenceLine line(MappingReader reader, Map<String, Run> runs) {
    String id = reader.string("id");
    LineKind kind = reader.constant("kind", LineKind.class);
    String statement = reader.string("statement");
    Selection selection = selection(reader, runs);
    List<@Nullable Check> checks = new ArrayList<>();
    checks.add(check(reader, selection, runs));
    for (MappingReader further : reader.optionalMappings("also")) {
      checks.add(check(further, selection, runs));
      further.finish();
    }
    String measured = reader.string("measured");
    Map<String, String> whyMissed = whyMissed(reader);
    if (id == null
        || kind == null
        || statement == null
        || selection == null
        || measured == null
        || checks.contains(null)) {
      return null;
    }
    List<Check> complete = checks.stream().map(Objects::requireNonNull).toList();
    return new EvidenceLine(id, kind, statement, selection, complete, measured, whyMissed);
  }

  private @Nullable Selection selection(MappingReader reader, Map<String, Run> runs) {
    String name = reader.optionalString("run");
    List<String> highest = names(reader, "highest");
    List<List<String>> rising = sequences(reader, "leastRise");
    MappingReader published = reader.optionalMapping("farthest");
    Selection selection;
    if (name != null) {
      selection = new Selection.Single(name);
    } else if (!highest.isEmpty()) {
      selection = new Selection.Highest(highest);
    } else if (!rising.isEmpty()) {
      selection = new Selection.LeastRise(rising);
    } else if (published != null) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (String run : published.mapping().entries().keySet()) {
        Double value = published.decimal(run, -MAX_TOLERANCE, MAX_TOLERANCE);
        values.put(run, value == null ? 0 : value);
      }
      selection = new Selection.Farthest(values);
    } else if (runs.size() == 1) {
      selection = new Selection.Single(runs.keySet().iterator().next());
    } else {
      reader.problem("run", "is missing; the case has several runs");
      return null;
    }
    for (String run : selection.runs()) {
      if (!runs.containsKey(run)) {
        reader.problem("run", "is not a run of the case" + Suggestion.forWord(run, runs.keySet()));
        return null;
      }
    }
    return selection;
  }

  private List<String> names(MappingReader reader, String key) {
    return names(reader.optionalSequence(key));
  }

  private List<String> names(List<Node> nodes) {
    return nodes.stream()
        .map(node -> Objects.requireNonNullElse(Scalars.text(node, problems), ""))
        .toList();
  }

  /** Lists of names; a list of names alone is the only one. */
  private List<List<String>> sequences(MappingReader reader, String key) {
    List<Node> nodes = reader.optionalSequence(key);
    if (nodes.isEmpty() || !(nodes.getFirst() instanceof Node.Sequence)) {
      return nodes.isEmpty() ? List.of() : List.of(names(nodes));
    }
    return nodes.stream()
        .map(
            node -> node instanceof Node.Sequence list ? names(list.elements()) : List.<String>of())
        .toList();
  }

  /** A check; what it names must be there in the first of the runs. */
  private @Nullable Check check(
      MappingReader reader, @Nullable Selection selection, Map<String, Run> runs) {
    MappingReader measures = reader.mapping("measure");
    Tolerance tolerance = tolerance(reader);
    Run run = selection == null ? null : runs.get(selection.runs().getFirst());
    if (measures == null || run == null) {
      return null;
    }
    MeasureKind kind = measureKind(measures);
    Measure measure = kind == null ? null : measure(measures, kind, run);
    return kind == null || measure == null ? null : new Check(measure, kind.unit(), tolerance);
  }

  private @Nullable MeasureKind measureKind(MappingReader measures) {
    Set<String> keys = measures.mapping().entries().keySet();
    if (keys.size() != 1) {
      problems.add(measures.location(), "must have exactly one measure");
      return null;
    }
    String key = keys.iterator().next();
    Optional<MeasureKind> kind = MeasureKind.of(key);
    if (kind.isEmpty()) {
      measures.problem(key, MeasureKind.unknown(key));
    }
    return kind.orElse(null);
  }

  private static @Nullable Measure measure(MappingReader measures, MeasureKind kind, Run run) {
    MappingReader arguments =
        measures.mapping(measures.mapping().entries().keySet().iterator().next());
    if (arguments == null) {
      return null;
    }
    Measure measure = kind.create(new MeasureArguments(arguments, run));
    arguments.finish();
    return measure;
  }

  private Tolerance tolerance(MappingReader reader) {
    MappingReader given = reader.mapping("tolerance");
    if (given == null) {
      return new Tolerance(0, 0);
    }
    Double from = given.optionalDecimal("from", -MAX_TOLERANCE, MAX_TOLERANCE);
    Double to = given.optionalDecimal("to", -MAX_TOLERANCE, MAX_TOLERANCE);
    given.finish();
    if (from == null && to == null) {
      problems.add(given.location(), "must have from or to");
    }
    double lowest = from == null ? Double.NEGATIVE_INFINITY : from;
    double highest = to == null ? Double.POSITIVE_INFINITY : to;
    if (lowest > highest) {
      given.problem("to", "must not be below from");
      return new Tolerance(lowest, lowest);
    }
    return new Tolerance(lowest, highest);
  }

  private static Map<String, String> whyMissed(MappingReader reader) {
    Map<String, String> reasons = new LinkedHashMap<>();
    MappingReader given = reader.optionalMapping("why");
    if (given != null) {
      for (String profile : ModelProfile.names()) {
        String reason = given.optionalString(profile);
        if (reason != null) {
          reasons.put(profile, reason);
        }
      }
      given.finish();
    }
    return reasons;
  }

  private static String text(MappingReader reader, String key) {
    String text = reader.string(key);
    return text == null ? "" : text;
  }
}
