package dev.headroom.alarm;

/** Ends the evaluation of an alarm that a prediction cannot tell about; the message says why. */
final class NotEvaluatedException extends Exception {

  private static final long serialVersionUID = 1L;

  NotEvaluatedException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
