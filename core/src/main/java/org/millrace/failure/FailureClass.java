package org.millrace.failure;

/** The kinds of failure by name, as rules declare them ({@code is: data-quality}). */
public enum FailureClass {
  TRANSIENT,
  OUTAGE,
  UNKNOWN_OUTCOME,
  DATA_QUALITY,
  BUSINESS_RULE,
  DUPLICATE
}
