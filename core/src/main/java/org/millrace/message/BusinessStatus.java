package org.millrace.message;

/** What is known about the business effect in the target, apart from the technical state. */
public enum BusinessStatus {
  PENDING,
  CONFIRMED,
  REJECTED,
  UNKNOWN,
  COMPENSATED,
  SETTLED_BY_HAND
}
