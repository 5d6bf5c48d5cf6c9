package org.millrace.adapter;

import java.time.Duration;
import java.util.Optional;
import org.millrace.failure.FailureClass;

/** What an attempt proved about its effect. Every kind but {@link Unknown} is a proof. */
public sealed interface Evidence {

  /**
   * No byte of the request left: name not found, connection refused, TLS failed, no credential.
   *
   * @param outage whether nobody could get through at present, as against a passing hitch
   */
  record NotSent(String code, String detail, boolean outage) implements Evidence {}

  /**
   * The target answered that it did not process the request (429, 503 where the profile says so).
   *
   * @param retryAfter the wait the target asked for
   */
  record NotProcessed(String code, String detail, Optional<Duration> retryAfter)
      implements Evidence {}

  /**
   * The target understood and refused.
   *
   * @param kind the adapter's default class; the system's declared rules come first
   */
  record Rejected(String code, String detail, FailureClass kind) implements Evidence {}

  /**
   * The target took it, by status and body.
   *
   * @param reference the document's number in the target, if the answer tells it
   */
  record Accepted(Optional<String> reference) implements Evidence {}

  /** All else: timeout, end of stream, reset, 500, 502, 504, an unreadable answer. */
  record Unknown(String code, String detail) implements Evidence {}
}
