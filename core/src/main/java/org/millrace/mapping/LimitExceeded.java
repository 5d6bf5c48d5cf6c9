package org.millrace.mapping;

/**
 * Carries a stop through the engine's frames; never leaves this package. It has no stack trace: the
 * stack can be deep, and the place that matters is in the expression.
 */
final class LimitExceeded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  LimitExceeded(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
