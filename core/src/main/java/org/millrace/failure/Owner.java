package org.millrace.failure;

/** Who has to act on a failure. */
public enum Owner {
  PLATFORM,
  INTEGRATION_OPERATIONS,
  BUSINESS_SUPPORT,
  FINANCE_OR_OPERATIONS,
  GOVERNANCE
}
