package dev.headroom.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;

/** One line that tells how far long work is, and disappears when it is done. */
final class Progress implements AutoCloseable {

  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final String what;
  private final int total;
  private final boolean shown;
  private final AtomicInteger done = new AtomicInteger();

  Progress(PrintWriter err, String what, int total, boolean shown) {
    this.err = err;
    this.what = what;
    this.total = total;
    this.shown = shown;
    show(0);
  }

  void advance() {
    show(done.incrementAndGet());
  }

  private void show(int count) {
    if (shown) {
      err.print(ERASE_LINE + what + ": " + count + " of " + total + " done");
      err.flush();
    }
  }

  @Override
  public void close() {
    if (shown) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }
}
