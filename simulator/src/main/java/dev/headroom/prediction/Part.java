package dev.headroom.prediction;

/**
 * Requests of one cell that are sent at one instant.
 *
 * @param crowd whose requests they are
 * @param atNanos the instant
 * @param cells holds the cell
 * @param cell its number there
 * @param byAttempt how many requests make which attempt, by its number
 * @param n how many there are in all
 */
record Part(Crowd crowd, long atNanos, Cells cells, int cell, long[] byAttempt, long n) {

  void send() {
    crowd.send(this);
  }
}
