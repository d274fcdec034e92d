package dev.headroom.cli;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/** What happens when the process is asked to end while a command runs. */
final class Interruption {

  private static final AtomicReference<IntSupplier> ENDING =
      new AtomicReference<>(Interruption::tell);

  private Interruption() {}

  /**
   * Ends a command in its own way.
   *
   * @param ending ends it and tells the exit code
   */
  static void onInterrupt(IntSupplier ending) {
    ENDING.set(ending);
  }

  /** Ends the running command and tells the exit code. */
  static int end() {
    return ENDING.get().getAsInt();
  }

  private static int tell() {
    if (Output.isProgressShown()) {
      System.err.print(Progress.ERASE_LINE);
    }
    System.err.println("headroom: interrupted");
    return ExitCode.INCONCLUSIVE;
  }
}
