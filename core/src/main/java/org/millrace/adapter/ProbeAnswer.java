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
}
