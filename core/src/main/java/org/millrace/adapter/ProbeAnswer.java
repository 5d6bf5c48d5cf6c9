package org.millrace.adapter;

/** What a target answered when asked whether a request had arrived. */
public sealed interface ProbeAnswer {

  Exchange exchange();

  /**
   * The document is there.
   *
   * @param reference its number in the target
   */
  record Found(String reference, Exchange exchange) implements ProbeAnswer {}

  /** A document with our reference is there, but its content is another one. */
  record FoundDifferent(String reference, String difference, Exchange exchange)
      implements ProbeAnswer {}

  /** The target said with authority that it is not there. An error is never this. */
  record Absent(Exchange exchange) implements ProbeAnswer {}

  /** No authoritative answer. */
  record Inconclusive(String reason, Exchange exchange) implements ProbeAnswer {}

  /** The question did not get through, and nobody's would at present. */
  record NotAsked(Evidence.NotSent evidence, Exchange exchange) implements ProbeAnswer {}

  /** What a question amounts to that ended without an answer to it. */
  static ProbeAnswer unanswered(Evidence evidence, String reason, Exchange exchange) {
    return evidence instanceof Evidence.NotSent notSent && notSent.outage()
        ? new NotAsked(notSent, exchange)
        : new Inconclusive(reason, exchange);
  }
}
