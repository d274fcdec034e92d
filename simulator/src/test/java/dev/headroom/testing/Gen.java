package dev.headroom.testing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Random input for a property, made from a seed alone.
 *
 * <p>A property that fails names the seed of the failing case; the same test with {@code
 * -Dheadroom.seed=N} runs that case only.
 *
 * <pre>{@code
 * Gen.check(200, gen -> assertThat(gen.between(1, 6)).isBetween(1L, 6L));
 * }</pre>
 */
public final class Gen {

  private static final String SEED_PROPERTY = "headroom.seed";

  private final long seed;
  private final SplittableRandom random;

  private Gen(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Checks a property on a number of cases, always the same ones. */
  public static void check(int cases, Consumer<Gen> property) {
    Long only = Long.getLong(SEED_PROPERTY);
    if (only != null) {
      checkOne(only, property);
      return;
    }
    for (long seed = 1; seed <= cases; seed++) {
      checkOne(seed, property);
    }
  }

  private static void checkOne(long seed, Consumer<Gen> property) {
    try {
      property.accept(new Gen(seed));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "fails for seed %d; repeat with -D%s=%d: %s"
              .formatted(seed, SEED_PROPERTY, seed, e.getMessage()),
          e);
    }
  }

  /** The seed that this input is made from. */
  public long seed() {
    return seed;
  }

  /** Evenly from {@code low} to {@code high}, both included. */
  public long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  /** Evenly from {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** From {@code low} to {@code high}, each order of magnitude as likely as the next. */
  public long magnitude(long low, long high) {
    double lowest = Math.log((double) low);
    double exponent = lowest + random.nextDouble() * (Math.log((double) high) - lowest);
    return Math.min(high, Math.max(low, Math.round(Math.exp(exponent))));
  }

  /** Evenly from 0 to 1. */
  public double fraction() {
    return random.nextDouble();
  }

  /** True with a probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** One of several values. */
  @SafeVarargs
  public final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** One of several values. */
  public <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
