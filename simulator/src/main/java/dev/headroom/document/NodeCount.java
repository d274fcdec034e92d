package dev.headroom.document;

/** Counts the values of a file and stops at {@link Documents#MAX_NODES}. Not thread-safe. */
final class NodeCount {

  private final String fileName;
  private long count;

  NodeCount(String fileName) {
    this.fileName = fileName;
  }

  long count() {
    return count;
  }

  /** Counts values that appear at a line. */
  void add(long nodes, int line) {
    count += nodes;
    if (count > Documents.MAX_NODES) {
      throw new InvalidInputException(
          new Location(fileName, line, ""),
          "holds more than "
              + Documents.MAX_NODES
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
