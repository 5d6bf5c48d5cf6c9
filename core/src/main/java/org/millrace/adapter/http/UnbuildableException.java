package org.millrace.adapter.http;

/**
 * A document cannot be put into a request as it is declared; the message says what is in the way.
 */
final class UnbuildableException extends Exception {

  private static final long serialVersionUID = 1L;

  UnbuildableException(String message) {
    super(message);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
