package org.millrace.contract;

/** A schema cannot be compiled; the message says why. */
public final class InvalidSchemaException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidSchemaException(String message) {
    super(message);
  }
}
