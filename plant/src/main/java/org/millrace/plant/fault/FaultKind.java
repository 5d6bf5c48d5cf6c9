package org.millrace.plant.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The faults; their wire names are the constants in kebab-case. */
public enum FaultKind {
  /** The connection is reset; where a system has its own port, that port refuses. */
  DOWN(false),
  /** Waits {@code millis}, then works. */
  SLOW(false),
  /** 500, and nothing happened. */
  ERROR_500(false),
  /** 500, although the effect is there. */
  ERROR_500_AFTER_EFFECT(true),
  /** 503 with Retry-After, and nothing happened. */
  UNAVAILABLE_503(false),
  /** 429 with Retry-After above {@code rate} requests a second. */
  THROTTLE_429(false),
  /** The connection ends before anything happened. */
  CUT_BEFORE_EFFECT(false),
  /** The effect is durable, then the connection ends without an answer. */
  CUT_AFTER_EFFECT(true),
  /** The connection ends at once; the effect lands {@code millis} later. */
  LATE_EFFECT(true),
  /** Answers as if it had worked; there is no effect. */
  LOST(true),
  /** 200 with an HTML error page, and nothing happened. */
  HTML_200(false),
  /** The effect is durable; the answer breaks off half-way. */
  PARTIAL_BODY(false),
  /** No answer until the fault is lifted, then the connection ends. Nothing happens. */
  HANG(false),
  /** Refuses as if the posting's fiscal period were closed. */
  CLOSED_PERIOD(true),
  /** Refuses as if the item did not exist. */
  MISSING_ITEM(true),
  /** Refuses as if the item were not active at the plant. */
  INACTIVE_ITEM(true),
  /** Refuses as if the unit did not fit the item. */
  UNIT_MISMATCH(true),
  /** 401, whatever the credentials. */
  EXPIRED_CREDENTIALS(false);

  private final boolean postingsOnly;

  FaultKind(boolean postingsOnly) {
    this.postingsOnly = postingsOnly;
  }

  /** Whether it leaves lookups alone: a fault of the posting, not of the connection. */
  public boolean postingsOnly() {
    return postingsOnly;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<FaultKind> of(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findAny();
  }
}
