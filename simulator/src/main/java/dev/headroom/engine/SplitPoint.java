package dev.headroom.engine;

/** Where a key range would be cut so that its recent traffic is halved, or why it would not. */
public sealed interface SplitPoint {

  /**
   * A place that divides the traffic.
   *
   * @param position the first place of the upper part
   * @param shareAbove the upper part's share of the traffic, 0 to 1
   */
  record At(KeyPosition position, double shareAbove) implements SplitPoint {}

  /** Cutting the range would not help what follows. */
  record Blocked(Cause cause) implements SplitPoint {}

  /** Why a range is not cut. */
  enum Cause {
    /** One item takes nearly all of the traffic. */
    HOT_ITEM("one item takes nearly all of its traffic"),
    /** New traffic keeps falling behind all that came before. */
    SEQUENTIAL("its keys are written in increasing order"),
    /** All of the traffic meets one item collection of a table with a local secondary index. */
    LOCAL_INDEX("a local secondary index keeps its item collection together"),
    /** No place divides the traffic. */
    INDIVISIBLE("no key divides its traffic");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /** The cause in words, to follow "because". */
    public String words() {
      return words;
    }
  }
}
