package dev.headroom.cli;

import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.Outcome;

/**
 * What the process tells its caller. Over several gates and files the gravest wins: {@link
 * #BAD_INPUT}, else {@link #FAILED}, else {@link #INCONCLUSIVE}, else {@link #PASSED}.
 */
public final class ExitCode {

  /** All gates hold. */
  public static final int PASSED = 0;

  /** At least one gate failed. */
  public static final int FAILED = 1;

  /** A file could not be read, a scenario is faulty, or the command line is wrong. */
  public static final int BAD_INPUT = 2;

  /** Nothing ran, a gate had no data, or the run was interrupted. */
  public static final int INCONCLUSIVE = 3;

  private ExitCode() {}

  /** What the gates of an outcome amount to; inconclusive also where no request was made. */
  static int of(Outcome outcome) {
    int exitCode =
        outcome.flows().stream().mapToLong(flow -> flow.offered()).sum() == 0
            ? INCONCLUSIVE
            : PASSED;
    for (GateResult gate : outcome.gates()) {
      exitCode = gravest(exitCode, of(gate.verdict()));
    }
    return exitCode;
  }

  /** What a verdict amounts to. */
  static int of(GateResult.Verdict verdict) {
    return switch (verdict) {
      case PASSED -> PASSED;
      case FAILED -> FAILED;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }

  /** The graver of two codes. */
  static int gravest(int one, int other) {
    return gravity(one) >= gravity(other) ? one : other;
  }

  private static int gravity(int code) {
    return switch (code) {
      case PASSED -> 0;
      case INCONCLUSIVE -> 1;
      case FAILED -> 2;
      default -> 3;
    };
  }
}
