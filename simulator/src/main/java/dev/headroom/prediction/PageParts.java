package dev.headroom.prediction;

import dev.headroom.engine.KeyPosition;
import dev.headroom.engine.KeyRange;
import dev.headroom.engine.KeyRanges;
import dev.headroom.prediction.KeyLayout.PlacedKey;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.KeyDistribution.Walk;
import java.util.ArrayList;
import java.util.List;

/**
 * The partitions that a page of a Query or Scan reads which begins in a given one.
 *
 * <p>A page of a Scan is a stretch of the key space. Where it is the only one that begins in its
 * partition, it may reach into the next ones; where several begin, each is taken to stay inside. A
 * Query reads one item collection: where that has been split, a Query that finds nothing has
 * searched all of its partitions. Immutable.
 */
final class PageParts {

  /** Of the partitions that a page reads about so many are charged, each for its neighbours too. */
  private static final int MOST_PARTS = 1_000;

  /** What the place of a page may be wrong by, as a share of its length. */
  private static final double ROUNDING = 1e-6;

  /**
   * One partition, or several side by side.
   *
   * @param partition the first of them
   * @param dataShare the share of the page's data that they hold, 0 to 1
   * @param searched how many they are; less than 1 where not every page reads the partition
   */
  private record Part(int partition, double dataShare, double searched) {}

  private final List<Part> parts;

  private PageParts(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The pages of a flow that begin in a partition which gets a share of all its requests. */
  static PageParts of(KeyLayout layout, KeyRanges ranges, int partition, double weight) {
    Walk walk = layout.walk();
    return walk == null
        ? queried(layout, ranges, partition, weight)
        : new PageParts(grouped(scanned(walk, ranges, partition)));
  }

  private static List<Part> scanned(Walk walk, KeyRanges ranges, int partition) {
    double length = walk.pageShare();
    KeyRange first = ranges.range(partition);
    double page = Math.ceil(begin(first) / length - ROUNDING);
    double pageEnd = Math.min(1, (page + 1) * length);
    if (pageEnd < first.endFraction() - ROUNDING * length) {
      return List.of(new Part(partition, 1, 1));
    }
    List<Part> parts = new ArrayList<>();
    KeyRange range = first;
    int at = partition;
    while (true) {
      double overlap =
          Math.min(pageEnd, range.endFraction()) - Math.max(page * length, begin(range));
      if (overlap > ROUNDING * length) {
        parts.add(new Part(at, overlap / length, 1));
      }
      if (range.to() == null || range.endFraction() >= pageEnd - ROUNDING * length) {
        return parts.isEmpty() ? List.of(new Part(partition, 1, 1)) : parts;
      }
      at = ranges.partitionOf(range.to());
      range = ranges.range(at);
    }
  }

  private static double begin(KeyRange range) {
    return KeyPosition.fraction(range.from().hash());
  }

  private static List<Part> grouped(List<Part> parts) {
    int size = Math.ceilDiv(parts.size(), MOST_PARTS);
    if (size == 1) {
      return parts;
    }
    List<Part> groups = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += size) {
      List<Part> group = parts.subList(i, Math.min(parts.size(), i + size));
      double dataShare = group.stream().mapToDouble(Part::dataShare).sum();
      groups.add(new Part(group.getFirst().partition(), dataShare, group.size()));
    }
    return groups;
  }

  private static PageParts queried(
      KeyLayout layout, KeyRanges ranges, int partition, double weight) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(partition, 1, 1));
    KeyRange range = ranges.range(partition);
    if (layout.sortKeys() == SortKeys.RANDOM && weight > 0) {
      for (PlacedKey key : layout.placedKeys()) {
        double shareHere = range.collectionShare(key.hash());
        if (shareHere > 0 && shareHere < 1) {
          double shareOfPages = key.weight() * shareHere / weight;
          ranges.partsOfCollection(
              key.hash(),
              (other, share) -> {
                if (other != partition) {
                  parts.add(new Part(other, 0, shareOfPages));
                }
              });
        }
      }
    }
    return new PageParts(parts);
  }

  int count() {
    return parts.size();
  }

  int partition(int part) {
    return parts.get(part).partition();
  }

  /** The share of a page's data that a part holds, 0 to 1. */
  double dataShare(int part) {
    return parts.get(part).dataShare();
  }

  /** How many partitions of a part are searched by a page, on average where that is below 1. */
  double searched(int part) {
    return parts.get(part).searched();
  }

  /** How many partitions a page searches, on average. */
  double searched() {
    return parts.stream().mapToDouble(Part::searched).sum();
  }

  /** How likely a searched partition of a part holds none of the page's items. */
  double emptyProbability(int part, int items) {
    double ofOne = dataShare(part) / Math.max(1, searched(part));
    return StrictMath.pow(1 - ofOne, items);
  }
}
