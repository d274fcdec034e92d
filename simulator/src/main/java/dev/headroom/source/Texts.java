package dev.headroom.source;

import java.util.List;

/** Words for notes. */
final class Texts {

  /** Names that a note lists; of the others it gives the number. */
  private static final int MAX_LISTED = 8;

  private Texts() {}

  /** The first few names, and how many more there are. */
  static String listed(List<String> names) {
    int shown = Math.min(names.size(), MAX_LISTED);
    String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
    return String.join(", ", names.subList(0, shown)) + more;
  }
}
