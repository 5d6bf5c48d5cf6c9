package org.millrace.landscape;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggestion {

  private static final int LONGEST_WORD = 100;

  private Suggestion() {}

  /** A remedy such as {@code did you mean `adapter`?}, if any known word is near enough. */
  public static Optional<String> among(Collection<String> known, String written) {
    if (written.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String nearest = null;
    int best = Math.max(1, written.length() / 3) + 1;
    for (String word : known) {
      int distance = distance(word, written);
      if (distance < best) {
        best = distance;
        nearest = word;
      }
    }
    return Optional.ofNullable(nearest).map(word -> "did you mean `" + word + "`?");
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
