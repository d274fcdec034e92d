package dev.headroom.endpoint.api;

import dev.headroom.service.Decision;
import dev.headroom.service.Decision.Throttled;
import java.util.Locale;

/** What became of a request, for the meters. Belongs to one request. */
final class Trace {

  private String table = "";
  private String index = "";
  private String outcome = "";
  private String reason = "";
  private String admission = "";

  void meetTable(String name) {
    table = name;
  }

  void meetIndex(String name) {
    index = name;
  }

  void admitted(Decision.Admission how) {
    admission = how.name().toLowerCase(Locale.ROOT);
  }

  void throttled(Throttled throttled) {
    outcome = "throttled";
    reason = throttled.reason().awsName();
  }

  /** Of a batch, some operations were refused. */
  void partlyThrottled(Throttled throttled) {
    outcome = "partial";
    reason = throttled.reason().awsName();
  }

  /** What became of it, where no operation said so. */
  String outcome(boolean isOk) {
    return outcome.isEmpty() ? isOk ? "succeeded" : "failed" : outcome;
  }

  String table() {
    return table;
  }

  String index() {
    return index;
  }

  String reason() {
    return reason;
  }

  String admission() {
    return admission;
  }
}
