package dev.headroom.plan;

import dev.headroom.traffic.Arrivals;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/**
 * The instants at which the requests of an open flow are to be sent, in order: nanoseconds from the
 * start of the flow. Drawn piece by piece as they are asked for; not thread-safe.
 */
public final class ArrivalTimes implements PrimitiveIterator.OfLong {

  private static final long PIECE_NANOS = 100_000_000;

  private final Arrivals arrivals;
  private final long endNanos;
  private long drawnUntilNanos;
  private long[] piece = new long[0];
  private int next;

  /**
   * The instants of arrivals.
   *
   * @param endNanos none is at this time or later
   */
  public ArrivalTimes(Arrivals arrivals, long endNanos) {
    this.arrivals = arrivals;
    this.endNanos = endNanos;
  }

  @Override
  public boolean hasNext() {
    while (next == piece.length && drawnUntilNanos < endNanos) {
      long from = drawnUntilNanos;
      long to = Math.min(endNanos, from + PIECE_NANOS);
      long n = arrivals.draw(from, to);
      piece = new long[Math.toIntExact(n)];
      for (int i = 0; i < piece.length; i++) {
        piece[i] = arrivals.instant(i, n, from, to);
      }
      Arrays.sort(piece);
      next = 0;
      drawnUntilNanos = to;
    }
    return next < piece.length;
  }

  @Override
  public long nextLong() {
    if (!hasNext()) {
      throw new NoSuchElementException("no request is left");
    }
    return piece[next++];
  }
}
