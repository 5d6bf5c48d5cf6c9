package org.millrace.intake;

import java.util.Optional;

/**
 * A batch as a caller hands it in.
 *
 * @param operation the intent that each record calls
 * @param client the sending system, as authenticated
 * @param body the batch as JSON; taken over, not to be changed afterwards
 * @param headers the key names the batch; the rest is for each of its messages
 */
public record BatchRequest(
    String operation, String client, IntakeRequest.Body body, IntakeRequest.Headers headers) {

  Optional<String> key() {
    return headers.idempotencyKey();
  }
}
