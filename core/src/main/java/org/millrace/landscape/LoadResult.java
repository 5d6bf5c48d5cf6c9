package org.millrace.landscape;

import java.util.List;

/** What came of reading a landscape: all of it, or every problem. */
public sealed interface LoadResult {

  /** Everything is valid. */
  record Loaded(Landscape landscape) implements LoadResult {}

  /**
   * Something is wrong, so nothing can be applied.
   *
   * @param problems in the order of files and lines
   */
  record Refused(List<Problem> problems) implements LoadResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
