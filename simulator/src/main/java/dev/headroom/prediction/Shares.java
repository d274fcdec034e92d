package dev.headroom.prediction;

import dev.headroom.chance.Chance;

/** Systematic sampling: whole shares that are right on average and add up exactly. */
final class Shares {

  private Shares() {}

  /**
   * Takes some of several counted kinds, each in proportion.
   *
   * @param of how many there are of each kind
   * @param total how many there are in all
   * @param n how many are taken, at most the total
   * @param taken receives how many of each kind are taken
   */
  static void take(long[] of, long total, long n, Chance chance, long[] taken) {
    if (n == total) {
      System.arraycopy(of, 0, taken, 0, of.length);
      return;
    }
    double start = chance.nextDouble();
    long before = 0;
    long counted = 0;
    for (int kind = 0; kind < of.length; kind++) {
      counted += of[kind];
      long upTo = counted == total ? n : (long) Math.floor((double) n * counted / total + start);
      taken[kind] = Math.min(of[kind], Math.min(upTo, n) - before);
      before += taken[kind];
    }
  }
}
