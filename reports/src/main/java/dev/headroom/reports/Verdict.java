package dev.headroom.reports;

import dev.headroom.outcome.GateResult;
import java.util.List;

/** What the gates of a run amount to. */
enum Verdict {
  PASS("pass", "\u2713"),
  FAIL("fail", "\u2717"),
  INCONCLUSIVE("inconclusive", "?");

  private final String word;
  private final String symbol;

  Verdict(String word, String symbol) {
    this.word = word;
    this.symbol = symbol;
  }

  /** One failed gate fails the run; a gate without data, or no gate at all, decides nothing. */
  static Verdict of(List<GateResult> gates) {
    if (gates.stream().anyMatch(gate -> gate.verdict() == GateResult.Verdict.FAILED)) {
      return FAIL;
    }
    boolean undecided =
        gates.isEmpty()
            || gates.stream().anyMatch(gate -> gate.verdict() == GateResult.Verdict.INCONCLUSIVE);
    return undecided ? INCONCLUSIVE : PASS;
  }

  static Verdict of(GateResult gate) {
    return switch (gate.verdict()) {
      case PASSED -> PASS;
      case FAILED -> FAIL;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }

  String word() {
    return word;
  }

  String symbol() {
    return symbol;
  }
}
