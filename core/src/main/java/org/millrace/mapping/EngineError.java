package org.millrace.mapping;

/** The engine threw an {@link Error} of its own for a text it could not read. */
final class EngineError extends Exception {

  private static final long serialVersionUID = 1L;

  EngineError(Error cause) {
    super(cause);
  }
}
