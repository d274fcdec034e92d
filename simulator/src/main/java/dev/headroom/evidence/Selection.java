package dev.headroom.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs of its case that a line looks at, and the number that it makes of them. */
public sealed interface Selection {

  /** Names of runs. */
  List<String> runs();

  /**
   * The number that is judged.
   *
   * @param values what was measured in each run, in the order of {@link #runs}
   */
  double combine(List<Double> values);

  /** One run as it is. */
  record Single(String run) implements Selection {

    @Override
    public List<String> runs() {
      return List.of(run);
    }

    @Override
    public double combine(List<Double> values) {
      return values.getFirst();
    }
  }

  /** The highest value of several runs. */
  record Highest(List<String> runs) implements Selection {

    public Highest {
      runs = List.copyOf(runs);
    }

    @Override
    public double combine(List<Double> values) {
      return Collections.max(values);
    }
  }

  /**
   * The least by which a run's value is above that of the run before; negative where one falls.
   *
   * @param sequences runs in order, each list by itself
   */
  record LeastRise(List<List<String>> sequences) implements Selection {

    public LeastRise {
      sequences = sequences.stream().map(List::copyOf).toList();
    }

    @Override
    public List<String> runs() {
      return sequences.stream().flatMap(List::stream).toList();
    }

    @Override
    public double combine(List<Double> values) {
      double least = Double.POSITIVE_INFINITY;
      int at = 0;
      for (List<String> sequence : sequences) {
        for (int i = at + 1; i < at + sequence.size(); i++) {
          least = Math.min(least, values.get(i) - values.get(i - 1));
        }
        at += sequence.size();
      }
      return least;
    }
  }

  /**
   * The most by which a run's value differs from what was published of it.
   *
   * @param published by run, in order
   */
  record Farthest(Map<String, Double> published) implements Selection {

    public Farthest {
      published = Collections.unmodifiableMap(new LinkedHashMap<>(published));
    }

    @Override
    public List<String> runs() {
      return List.copyOf(published.keySet());
    }

    @Override
    public double combine(List<Double> values) {
      List<Double> expected = new ArrayList<>(published.values());
      double most = 0;
      for (int i = 0; i < values.size(); i++) {
        most = Math.max(most, Math.abs(values.get(i) - expected.get(i)));
      }
      return most;
    }
  }
}
