package org.millrace.api;

import java.util.List;

/**
 * Ends a request with a problem. Thrown by whatever reads a request, caught in one place; it never
 * leaves this package. It has no stack trace: hostile requests must be cheap to refuse.
 */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Refused(ProblemType type, String detail) {
    this(new Problem(type, detail, List.of(), List.of()));
  }

  /** A body or parameter that is wrong at one place. */
  static Refused at(String pointer, String message) {
    return new Refused(
        new Problem(
            ProblemType.INVALID_REQUEST,
            (pointer.isEmpty() ? "The body " : pointer + " ") + message,
            List.of(new Problem.At(pointer, message)),
            List.of()));
  }

  Problem problem() {
    return problem;
  }
}
