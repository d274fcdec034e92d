package dev.headroom.scenario;

/** Rules for relative weights. */
final class Weights {

  private static final double MAX = 1e15;

  private Weights() {}

  /** Whether a weight counts for something; notes a problem if not. */
  static boolean isPositive(Given<Double> weight, Context context) {
    if (weight.value() > 0 && weight.value() <= MAX) {
      return true;
    }
    context.problem(weight.location(), "must be above 0 and at most 1e15");
    return false;
  }
}
