package org.millrace.bench.kill;

import java.nio.charset.StandardCharsets;

/**
 * One business document as a sender sends it.
 *
 * @param unit {@code PCE}, or one that the target refuses
 * @param lot a text that goes with it
 * @param again other than empty if it comes under another idempotency key than the first time
 */
public record Letter(
    Posting posting, String order, int sequence, String unit, String lot, String again) {

  /** One without anything wrong. */
  public static Letter of(Posting posting, String order, int sequence) {
    return new Letter(posting, order, sequence, "PCE", "L-" + order, "");
  }

  /** The same again, under another idempotency key. */
  Letter repeated() {
    return new Letter(posting, order, sequence, unit, lot, "/again");
  }

  public String idempotencyKey() {
    return posting.operation() + "/" + order + "/" + sequence + again;
  }

  /** The stream that an order's messages form. */
  public String stream() {
    return posting.system() + "/" + order;
  }

  public String document() {
    return posting.document(order, sequence, unit, lot);
  }

  byte[] body() {
    return document().getBytes(StandardCharsets.UTF_8);
  }
}
