package dev.headroom.document;

import java.util.regex.Pattern;

/** Tells template placeholders that survived in a file, such as {@code ${stage}}. */
public final class Placeholders {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$[A-Za-z_{(]|\\{\\{|<[A-Za-z][A-Za-z0-9_.:-]{0,60}>|%[A-Za-z_]{1,60}%");

  private Placeholders() {}

  /** Whether a text contains a placeholder. */
  public static boolean isIn(String text) {
    return PLACEHOLDER.matcher(text).find();
  }
}
