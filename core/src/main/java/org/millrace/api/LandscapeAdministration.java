package org.millrace.api;

import java.time.Instant;
import java.util.List;
import org.millrace.landscape.Problem;
import org.millrace.message.Actor;

/** Applies a landscape. Thread-safe. */
public interface LandscapeAdministration {

  /**
   * Checks a landscape and, if all of it is valid, puts it in force.
   *
   * @param zip the folder, zipped, as it came: hostile until checked
   */
  ApplyAnswer apply(byte[] zip, Actor actor);

  /** What is in force. */
  Current current();

  /** What became of it. */
  sealed interface ApplyAnswer {

    record Applied(int version) implements ApplyAnswer {}

    /** Nothing changed. */
    record Invalid(List<Problem> problems) implements ApplyAnswer {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /** The landscape in force. */
  record Current(String name, String environment, int version, Instant appliedAt, String actor) {}
}
