package org.millrace.landscape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects all problems of one check, so that they are reported together. Not thread-safe. */
public final class Problems {

  private static final int MOST_REPORTED = 500;

  private final List<Problem> found = new ArrayList<>();

  /** Adds a problem whose text says all. */
  public void add(Position at, String what) {
    add(at, what, "");
  }

  /** Adds a problem with its remedy; beyond {@value #MOST_REPORTED} further ones are dropped. */
  public void add(Position at, String what, String remedy) {
    if (found.size() < MOST_REPORTED) {
      found.add(new Problem(at, what, remedy));
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All problems in the order of files and lines. */
  public List<Problem> all() {
    return found.stream()
        .sorted(
            Comparator.comparing((Problem p) -> p.at().file())
                .thenComparingInt(p -> p.at().line())
                .thenComparingInt(p -> p.at().column()))
        .toList();
  }
}
