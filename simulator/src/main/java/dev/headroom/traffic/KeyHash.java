package dev.headroom.traffic;

import dev.headroom.chance.Chance;

/**
 * One rendering and one hash for every key, so that whoever sends or predicts a request agrees on
 * the partition that it meets.
 */
public final class KeyHash {

  private KeyHash() {}

  /** The text of the k-th key of a counted distribution. */
  public static String render(long k) {
    return "key-" + k;
  }

  /**
   * Where a key lies in the hash space.
   *
   * <p>DynamoDB's own hash is not public; the seed stands for that ignorance, so that trials place
   * keys differently.
   *
   * @return an unsigned 64-bit hash
   */
  public static long hash(long seed, String key) {
    return Chance.mix(seed ^ Chance.hash(key));
  }
}
