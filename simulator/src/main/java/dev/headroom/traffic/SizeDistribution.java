package dev.headroom.traffic;

import java.util.List;

/** The sizes of a flow's items, in bytes. */
public sealed interface SizeDistribution {

  /** Every item has the same size. */
  record Fixed(long sizeBytes) implements SizeDistribution {}

  /** Sizes spread evenly, both bounds included. */
  record Uniform(long minBytes, long maxBytes) implements SizeDistribution {}

  /** A log-normal distribution, given by its median and its 99th percentile. */
  record LogNormal(long medianBytes, long p99Bytes) implements SizeDistribution {}

  /** Given sizes with weights. */
  record Values(List<WeightedSize> sizes) implements SizeDistribution {
    public Values {
      sizes = List.copyOf(sizes);
    }

    /** One size and its weight, relative to the sum of all weights. */
    public record WeightedSize(long sizeBytes, double weight) {}
  }
}
