package dev.headroom.cli.aws;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells names that look like those of production, where nobody may want a load test. */
final class ProductionNames {

  private static final Pattern WORD =
      Pattern.compile("(?<![\\p{L}])(prod|prd|production|live)(?![\\p{L}])");

  private ProductionNames() {}

  /** Whether a name has one of the words for production between other characters than letters. */
  static boolean isProduction(String name) {
    return WORD.matcher(name.toLowerCase(Locale.ROOT)).find();
  }
}
