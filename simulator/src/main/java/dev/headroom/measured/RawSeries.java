package dev.headroom.measured;

import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A series as a file has it: points in any order, and whatever says what they are. */
final class RawSeries {

  /** Where it begins, for problems. */
  final Location location;

  /** What tells it apart within its file: an Id, or the file's name. */
  final String id;

  /** What its file calls it, with all that its file says beside. */
  final String label;

  /** What its file says of it beyond the label; null for nothing. */
  @Nullable SeriesName name;

  /** The statistic's name; null where the file does not say. */
  @Nullable String statistic;

  /** The period; null where the file does not say. */
  @Nullable Long periodSeconds;

  final TreeMap<Instant, Double> points = new TreeMap<>();

  RawSeries(Location location, String id, String label) {
    this.location = location;
    this.id = id;
    this.label = label;
  }

  /** Adds a point; the same point may come twice. */
  void add(Instant at, double value, Location where, Problems problems) {
    Double earlier = points.putIfAbsent(at, value);
    if (earlier != null && earlier != value) {
      problems.add(
          where,
          "has a second value for "
              + at
              + ": are these two series, such as a table's and an index's, under one name?");
    }
  }

  /** What to call it in a message. */
  String shown() {
    return id.equals(label) ? Quoted.of(id) : Quoted.of(id) + " (label " + Quoted.of(label) + ")";
  }
}
