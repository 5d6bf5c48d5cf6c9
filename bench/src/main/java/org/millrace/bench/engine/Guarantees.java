package org.millrace.bench.engine;

/**
 * What an engine promises, in the words of the result's table. A run is void only for what was
 * promised.
 *
 * @param durable whether a message outlives a crash once it was answered
 * @param dedup whether a repetition under the same idempotency key is dropped
 * @param order whether messages of a key are delivered in the order in which they were accepted
 * @param trace what remains of a delivered message
 */
public record Guarantees(Claim durable, Claim dedup, Claim order, String trace) {

  /** A promise: kept without exception, or not; in a few words. */
  public record Claim(boolean holds, String words) {
    public static Claim yes() {
      return new Claim(true, "yes");
    }

    public static Claim yes(String how) {
      return new Claim(true, how);
    }

    public static Claim no() {
      return new Claim(false, "**no**");
    }

    public static Claim no(String why) {
      return new Claim(false, why);
    }
  }

  /** Everything that the job asks for. */
  public static Guarantees all(String trace) {
    return new Guarantees(Claim.yes(), Claim.yes(), Claim.yes(), trace);
  }

  /** For the table. */
  public String words() {
    return String.join(" · ", durable.words(), dedup.words(), order.words(), trace);
  }
}
