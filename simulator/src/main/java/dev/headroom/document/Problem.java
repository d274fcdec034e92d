package dev.headroom.document;

/**
 * One thing that is wrong with an input file.
 *
 * @param location where
 * @param message what is wrong and what would be right, as a sentence without full stop
 */
public record Problem(Location location, String message) {

  @Override
  public String toString() {
    return location + ": " + message;
  }
}
