package dev.headroom.gate;

import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import java.util.List;

/** What several gates mean together. */
public final class Verdicts {

  private Verdicts() {}

  /**
   * Failed if any gate failed, else inconclusive if any is, else passed; inconclusive without any
   * gate.
   */
  public static Verdict of(List<GateResult> gates) {
    List<Verdict> verdicts = gates.stream().map(GateResult::verdict).toList();
    if (verdicts.contains(Verdict.FAILED)) {
      return Verdict.FAILED;
    }
    return verdicts.isEmpty() || verdicts.contains(Verdict.INCONCLUSIVE)
        ? Verdict.INCONCLUSIVE
        : Verdict.PASSED;
  }
}
