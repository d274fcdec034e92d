package dev.headroom.document;

/** Counts the values of a file and stops where there are too many. Not thread-safe. */
final class NodeCount {

  private final String fileName;
  private final int maxNodes;
  private long count;

  NodeCount(String fileName, int maxNodes) {
    this.fileName = fileName;
    this.maxNodes = maxNodes;
  }

  long count() {
    return count;
  }

  /** Counts values that appear at a line. */
  void add(long nodes, int line) {
    count += nodes;
    if (count > maxNodes) {
      throw new InvalidInputException(
          new Location(fileName, line, ""),
          "holds more than "
              + maxNodes
              + " keys and values, counting every alias as what it stands for");
    }
  }

  /** Rejects nesting below {@link Documents#MAX_DEPTH}. */
  void checkDepth(int depth, Location location) {
    if (depth > Documents.MAX_DEPTH) {
      throw new InvalidInputException(
          location, "is nested deeper than " + Documents.MAX_DEPTH + " levels");
    }
  }
}
