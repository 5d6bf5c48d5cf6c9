package org.millrace.bench.engine;

/**
 * An engine did not start or did not do what it must; the message is for the person who runs it.
 */
public final class EngineFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EngineFailure(String message) {
    super(message);
  }
}
