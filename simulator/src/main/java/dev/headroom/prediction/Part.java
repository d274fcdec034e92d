package dev.headroom.prediction;

/** Requests of one cell that are sent at one instant. */
final class Part {

  private final Crowd crowd;
  private final long atNanos;
  private final Cells cells;
  private final int cell;
  private final long[] byAttempt;
  private final long requests;
  private final long waitedNanos;

  /**
   * A part.
   *
   * @param crowd whose requests they are
   * @param atNanos the instant
   * @param cells holds the cell
   * @param cell its number there
   * @param byAttempt how many requests make which attempt, by its number; not to be changed later
   * @param requests how many there are in all
   * @param waitedNanos how long those that make their first attempt have waited for it
   */
  Part(
      Crowd crowd,
      long atNanos,
      Cells cells,
      int cell,
      long[] byAttempt,
      long requests,
      long waitedNanos) {
    this.crowd = crowd;
    this.atNanos = atNanos;
    this.cells = cells;
    this.cell = cell;
    this.byAttempt = byAttempt;
    this.requests = requests;
    this.waitedNanos = waitedNanos;
  }

  long atNanos() {
    return atNanos;
  }

  Cells cells() {
    return cells;
  }

  int cell() {
    return cell;
  }

  long[] byAttempt() {
    return byAttempt;
  }

  long requests() {
    return requests;
  }

  long waitedNanos() {
    return waitedNanos;
  }

  /** The requests that make their first attempt, at a later instant. */
  Part firstAttemptsAt(long laterNanos, long count) {
    long[] first = new long[byAttempt.length];
    first[1] = count;
    return new Part(
        crowd, laterNanos, cells, cell, first, count, waitedNanos + laterNanos - atNanos);
  }

  /** The part without some of the requests that make their first attempt. */
  Part without(long firstAttempts) {
    long[] rest = byAttempt.clone();
    rest[1] -= firstAttempts;
    return new Part(crowd, atNanos, cells, cell, rest, requests - firstAttempts, waitedNanos);
  }

  void send() {
    crowd.send(this);
  }
}
