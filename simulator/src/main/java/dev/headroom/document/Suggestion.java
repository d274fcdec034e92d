package dev.headroom.document;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a misspelt one was meant to be. */
public final class Suggestion {

  private static final int MAX_LENGTH = 60;

  private Suggestion() {}

  /**
   * The tail of a message about an unknown word.
   *
   * @return {@code ; did you mean "…"?} with the nearest word, or {@code ; known are …} if none is
   *     near
   */
  public static String forWord(String word, Collection<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    return nearest(word, known)
        .map(near -> "; did you mean " + Quoted.of(near) + "?")
        .orElseGet(() -> "; known are " + String.join(", ", known));
  }

  /** The known word that is near enough to a misspelt one to be meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String nearest = "";
    int best = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    int allowed = 1 + Math.min(word.length(), nearest.length()) / 4;
    return best <= allowed ? Optional.of(nearest) : Optional.empty();
  }

  /** Edit distance without regard to case; a swap of neighbours counts as one edit. */
  private static int distance(String first, String second) {
    if (first.length() > MAX_LENGTH || second.length() > MAX_LENGTH) {
      return Integer.MAX_VALUE;
    }
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int change = cost[i - 1][j - 1] + (same ? 0 : 1);
        cost[i][j] = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
