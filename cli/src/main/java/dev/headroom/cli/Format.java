package dev.headroom.cli;

import java.util.Locale;

/** What is written to standard output. */
enum Format {
  CONSOLE,
  JSON,
  MARKDOWN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
