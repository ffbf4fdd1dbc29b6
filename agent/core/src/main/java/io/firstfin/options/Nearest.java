package io.firstfin.options;

import java.util.Locale;
import java.util.regex.Pattern;

/** Finds the option that the user most likely meant by a mistyped one. */
final class Nearest {
  /** What may be written between the words of a name. */
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[-_.]");

  private Nearest() {}

  /** The name of the option that is most similar to {@code typed}, or null when none is similar. */
  static String to(String typed) {
    String wanted = plain(typed);
    String nearest = null;
    int least = Math.max(1, Math.min(3, wanted.length() / 3)) + 1;
    for (Key<?> key : Keys.all()) {
      String name = plain(key.name());
      // The distance is no less than the difference of the lengths.
      boolean canBeNearer = Math.abs(name.length() - wanted.length()) < least;
      int distance = canBeNearer ? distance(wanted, name) : least;
      if (distance < least) {
        least = distance;
        nearest = key.name();
      }
    }
    return nearest;
  }

  private static String plain(String typed) {
    String name = typed.length() > 64 ? typed.substring(0, 64) : typed;
    String lower = name.toLowerCase(Locale.ROOT);
    return BETWEEN_WORDS
        .matcher(
            lower.startsWith(Keys.PROPERTY_PREFIX)
                ? lower.substring(Keys.PROPERTY_PREFIX.length())
                : lower)
        .replaceAll("");
  }

  /**
   * The number of insertions, deletions, replacements and swaps of neighbours that turn a into b.
   */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        best = Math.min(best, cost[i - 1][j - 1] + replace);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
