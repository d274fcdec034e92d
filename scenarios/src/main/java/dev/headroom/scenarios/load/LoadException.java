package dev.headroom.scenarios.load;

/** A run could not be carried out. */
public final class LoadException extends RuntimeException {

  public LoadException(String message) {
    super(message);
  }

  public LoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
