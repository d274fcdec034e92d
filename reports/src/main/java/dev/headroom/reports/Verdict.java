package dev.headroom.reports;

import dev.headroom.gate.Verdicts;
import dev.headroom.outcome.GateResult;
import java.util.List;

/** What the gates of a run amount to, as reports say it. */
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

  static Verdict of(List<GateResult> gates) {
    return of(Verdicts.of(gates));
  }

  static Verdict of(GateResult gate) {
    return of(gate.verdict());
  }

  static Verdict of(GateResult.Verdict verdict) {
    return switch (verdict) {
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
