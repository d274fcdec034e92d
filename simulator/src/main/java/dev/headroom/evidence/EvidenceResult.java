package dev.headroom.evidence;

/**
 * What became of a line under one profile.
 *
 * @param caseId the case's id
 * @param line the line's id
 * @param kind how much it weighs
 * @param statement what must hold
 * @param unit of predicted and measured number; empty for plain numbers
 * @param measured what was published
 * @param predicted the median over the trials; infinite for what never happens, not a number where
 *     there is no data
 * @param passed whether the prediction lies in the line's tolerance
 * @param profile the model profile's name
 * @param detail numbers behind the prediction; may be empty
 * @param why what is known about a miss; empty for a hit, or if nothing is
 */
public record EvidenceResult(
    String caseId,
    String line,
    LineKind kind,
    String statement,
    String unit,
    String measured,
    double predicted,
    boolean passed,
    String profile,
    String detail,
    String why) {

  /** Numbers and reason in one text; may be empty. */
  public String note() {
    return detail.isEmpty() || why.isEmpty() ? detail + why : detail + ". " + why;
  }
}
