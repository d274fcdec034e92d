package dev.headroom.service;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import java.time.Instant;

/**
 * How tables throttle.
 *
 * @param profile the model's constants
 * @param seed decides where keys lie, and all that is random
 * @param scale declared capacity counts for so much of itself, above 0 to 1: with 0.01 a table of
 *     40,000 units throttles at 400
 * @param readErrorProbability so many reads are throttled whatever capacity is left, 0 to 1
 * @param writeErrorProbability the same of writes
 * @param start the instant at which the clock begins
 */
public record ServiceSettings(
    ModelProfile profile,
    long seed,
    double scale,
    double readErrorProbability,
    double writeErrorProbability,
    Instant start) {

  public ServiceSettings {
    if (!(scale > 0 && scale <= 1)) {
      throw new IllegalArgumentException("scale must be above 0 and at most 1: " + scale);
    }
    requireProbability(readErrorProbability);
    requireProbability(writeErrorProbability);
  }

  private static void requireProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability must be from 0 to 1: " + probability);
    }
  }

  /** The probability that a request is throttled whatever capacity is left. */
  double errorProbability(Dimension dimension) {
    return dimension == Dimension.READ ? readErrorProbability : writeErrorProbability;
  }
}
