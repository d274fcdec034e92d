package dev.headroom.reports;

import dev.headroom.outcome.Series;

/** A series as one short row of characters. */
final class Sparkline {

  private static final String BLOCKS = "\u00b7\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
  private static final String ASCII = ".-=+*o#%@";

  private Sparkline() {}

  /** Sums of equal parts of the run, from nothing to the highest; any event at all shows. */
  static String of(Series series, int maxColumns, boolean unicode) {
    String levels = unicode ? BLOCKS : ASCII;
    int columns = Math.min(maxColumns, series.size());
    double[] sums = new double[columns];
    double highest = 0;
    for (int i = 0; i < series.size(); i++) {
      int column = (int) ((long) i * columns / series.size());
      sums[column] += series.get(i);
      highest = Math.max(highest, sums[column]);
    }
    var line = new StringBuilder();
    for (double sum : sums) {
      int level = sum <= 0 ? 0 : (int) Math.ceil(sum / highest * (levels.length() - 1));
      line.append(levels.charAt(level));
    }
    return line.toString();
  }
}
