package dev.headroom.prediction;

/** Requests of one cell that are sent at one instant. */
final class Part {

  private final Crowd crowd;
  private final long atNanos;
  private final Cells cells;
  private final int cell;
  private final long[] byAttempt;
  private final long requests;

  /**
   * A part.
   *
   * @param crowd whose requests they are
   * @param atNanos the instant
   * @param cells holds the cell
   * @param cell its number there
   * @param byAttempt how many requests make which attempt, by its number; not to be changed later
   * @param requests how many there are in all
   */
  Part(Crowd crowd, long atNanos, Cells cells, int cell, long[] byAttempt, long requests) {
    this.crowd = crowd;
    this.atNanos = atNanos;
    this.cells = cells;
    this.cell = cell;
    this.byAttempt = byAttempt;
    this.requests = requests;
  }

  long atNanos() {
    return atNanos;
  }

  void send() {
    crowd.send(atNanos, cells, cell, byAttempt, requests);
  }
}
