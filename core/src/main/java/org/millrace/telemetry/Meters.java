package org.millrace.telemetry;

import java.time.Duration;
import org.millrace.failure.FailureClass;

/** Meters of the stages: what goes in, is in progress, comes out. Never blocks. Thread-safe. */
public interface Meters {

  /** A request to accept a message begins. */
  void intakeBegins();

  /**
   * A request to accept a message that began was answered.
   *
   * @param operation an operation that a flow serves; never a name as a caller invented it
   * @param answer the kind of answer, one of a few
   */
  void intake(String operation, String answer, Duration took);

  /** An attempt begins. */
  void sendBegins(String system);

  /** An attempt that began has ended. */
  void sendEnds(String system, Duration took, Sent sent);

  /** An attempt failed. */
  void failed(String system, FailureClass kind);

  /**
   * A delivery reached its target.
   *
   * @param sinceAccepted from the message's acceptance until now
   */
  void delivered(String flow, String system, Duration sinceAccepted);

  /**
   * A webhook was tried.
   *
   * @param system the one that is told
   */
  void webhook(String system, Webhook outcome, Duration took);

  /** How a try to tell something ended. */
  enum Webhook {
    TAKEN,
    /** It is tried again. */
    FAILED,
    GIVEN_UP,
    /** The endpoint wants no more. */
    ENDPOINT_GONE
  }

  /** How an attempt ended. */
  enum Sent {
    ACCEPTED,
    FAILED
  }
}
