package dev.headroom.evidence;

import dev.headroom.scenario.Scenario;
import java.util.List;

/**
 * A published experiment: what was done, what came out, and the lines on which a prediction of it
 * is judged.
 *
 * @param id the case's id
 * @param title for people
 * @param sources where it was published
 * @param era when it was run, and which service it is replayed on
 * @param setUp what was done, and what is assumed where the source is silent
 * @param outcome what was measured
 * @param runs what replays it
 * @param lines what is judged
 */
public record EvidenceCase(
    String id,
    String title,
    List<String> sources,
    String era,
    String setUp,
    String outcome,
    List<Run> runs,
    List<EvidenceLine> lines) {

  public EvidenceCase {
    sources = List.copyOf(sources);
    runs = List.copyOf(runs);
    lines = List.copyOf(lines);
  }

  /** One replay. */
  public sealed interface Run {

    /** Unique in its case. */
    String name();
  }

  /**
   * A prediction.
   *
   * @param file the scenario's file; runs of several cases may share one
   * @param scenario what the file holds
   */
  public record Replay(String name, String file, Scenario scenario) implements Run {}

  /** An experiment on clients alone. */
  public record Trial(String name, Experiment experiment) implements Run {}

  /** The same case with other lines. */
  public EvidenceCase withLines(List<EvidenceLine> other) {
    return new EvidenceCase(id, title, sources, era, setUp, outcome, runs, other);
  }
}
