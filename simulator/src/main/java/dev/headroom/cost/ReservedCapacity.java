package dev.headroom.cost;

import dev.headroom.capacity.Dimension;

/**
 * Reserved capacity, paid for in every hour of its term, used or not.
 *
 * @param readCapacityUnits RCU, a multiple of {@value #BLOCK_UNITS}
 * @param writeCapacityUnits WCU, a multiple of {@value #BLOCK_UNITS}
 * @param term for how long
 */
public record ReservedCapacity(long readCapacityUnits, long writeCapacityUnits, Term term) {

  /**
   * Capacity is reserved, and priced, in blocks of so many units. Source: Developer Guide,
   * "DynamoDB reserved capacity".
   */
  public static final int BLOCK_UNITS = 100;

  public ReservedCapacity {
    if (readCapacityUnits < 0 || readCapacityUnits % BLOCK_UNITS != 0) {
      throw new IllegalArgumentException("not whole blocks of RCU: " + readCapacityUnits);
    }
    if (writeCapacityUnits < 0 || writeCapacityUnits % BLOCK_UNITS != 0) {
      throw new IllegalArgumentException("not whole blocks of WCU: " + writeCapacityUnits);
    }
  }

  long units(Dimension dimension) {
    return dimension == Dimension.READ ? readCapacityUnits : writeCapacityUnits;
  }

  /** How long capacity is reserved for. */
  public enum Term {
    ONE_YEAR("1y", "1 year", 365 * 24),
    THREE_YEARS("3y", "3 years", 3 * 365 * 24);

    private final String word;
    private final String words;
    private final int hours;

    Term(String word, String words, int hours) {
      this.word = word;
      this.words = words;
      this.hours = hours;
    }

    /** The term in files, such as {@code 1y}. */
    public String word() {
      return word;
    }

    /** The term for people. */
    String words() {
      return words;
    }

    int hours() {
      return hours;
    }
  }
}
