package org.millrace.intake;

import java.util.Optional;

/**
 * A business message as a caller hands it in.
 *
 * @param operation the intent it calls
 * @param client the sending system, as authenticated
 * @param body the document; taken over, not to be changed afterwards
 * @param headers what came beside it
 */
public record IntakeRequest(String operation, String client, Body body, Headers headers) {

  /** The bytes of a document. */
  public static final class Body {
    private final byte[] bytes;

    public Body(byte[] bytes) {
      this.bytes = bytes;
    }

    public byte[] bytes() {
      return bytes;
    }
  }

  /**
   * @param idempotencyKey the Idempotency-Key, unquoted
   * @param correlationId as given by the caller
   * @param traceparent W3C Trace Context, unchecked
   * @param callback URL for the completion webhook
   */
  public record Headers(
      Optional<String> idempotencyKey,
      Optional<String> correlationId,
      Optional<String> traceparent,
      Optional<String> callback) {}
}
