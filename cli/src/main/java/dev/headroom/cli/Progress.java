package dev.headroom.cli;

import dev.headroom.document.Quoted;
import java.io.PrintWriter;

/** One line that tells how far long work is, and disappears when it is done. Thread-safe. */
final class Progress implements AutoCloseable {

  /** Empties the line on which the cursor stands. */
  static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final String what;
  private final int total;
  private final boolean shown;
  private int done;

  Progress(PrintWriter err, String what, int total, boolean shown) {
    this.err = err;
    this.what = Quoted.plain(what);
    this.total = total;
    this.shown = shown;
    say("trial 1 of " + total);
  }

  /** One more trial is done. */
  synchronized void advance() {
    done++;
    say(done + " of " + total + (total == 1 ? " trial done" : " trials done"));
  }

  /** Replaces the line. */
  synchronized void say(String text) {
    if (shown) {
      err.print(ERASE_LINE + what + ": " + text);
      err.flush();
    }
  }

  @Override
  public synchronized void close() {
    if (shown) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }
}
