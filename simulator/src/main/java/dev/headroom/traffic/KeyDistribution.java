package dev.headroom.traffic;

import java.util.List;

/** Which partition keys a flow touches, and how often. */
public sealed interface KeyDistribution {

  /** Keys 0 to {@code count - 1}, all alike. */
  record Uniform(long count) implements KeyDistribution {}

  /** The k-th most frequent of {@code count} keys has weight 1/k^exponent. */
  record Zipf(long count, double exponent) implements KeyDistribution {}

  /**
   * A few keys take most of the load.
   *
   * @param share the part of the requests that goes to the hot keys, 0 to 1
   * @param hotKeys how many keys are hot
   * @param count how many keys there are in all
   */
  record Hotspot(double share, long hotKeys, long count) implements KeyDistribution {}

  /** One key takes everything. */
  record Single(String key) implements KeyDistribution {}

  /** Named keys with weights. */
  record Weights(List<WeightedKey> keys) implements KeyDistribution {
    public Weights {
      keys = List.copyOf(keys);
    }

    /** One key and its weight, relative to the sum of all weights. */
    public record WeightedKey(String key, double weight) {}
  }

  /** Load put on partitions directly: the i-th weight is the i-th partition's. */
  record Partitions(List<Double> weights) implements KeyDistribution {
    public Partitions {
      weights = List.copyOf(weights);
    }
  }

  /**
   * One hot key at a time, then the next: sorted loads, date keys.
   *
   * @param count how many keys there are; after the last the first comes again
   * @param runRequests how many requests go to a key before the next is used
   */
  record Rolling(long count, long runRequests) implements KeyDistribution {}

  /**
   * One page of the table after the other in key order, over and over, as a Scan reads it. Each of
   * several clients walks a segment of its own.
   *
   * @param pages how many pages the table has, at least 1
   * @param segments how many clients share them, at least 1
   */
  record Walk(long pages, int segments) implements KeyDistribution {

    /**
     * Where a page begins, as a share of the key space.
     *
     * @param page how many pages have been read before by all clients, who take turns
     */
    public double begin(long page) {
      long inSegment = page / segments % pagesPerSegment();
      return (page % segments + (double) inSegment / pagesPerSegment()) / segments;
    }

    /** How much of the key space a page is, 0 to 1. */
    public double pageShare() {
      return 1.0 / pagesPerSegment() / segments;
    }

    private long pagesPerSegment() {
      return Math.ceilDiv(pages, segments);
    }
  }
}
