package org.millrace.plant.system;

import org.millrace.plant.fault.ActiveFault;
import org.millrace.plant.fault.FaultSpec;
import org.millrace.plant.http.Reply;

/** What a fault makes of a call. */
final class FaultEffect {
  private static final String ERROR_PAGE =
      """
      <!DOCTYPE html>
      <html><head><title>Service error</title></head>
      <body><h1>An error has occurred</h1><p>Please contact your administrator.</p></body></html>
      """;

  /** Does the call, or pretends to. */
  @FunctionalInterface
  interface Work {
    Reply.Answer answer();
  }

  private FaultEffect() {}

  /**
   * @param work serves the call as if there were no fault
   * @param pretence answers the call without doing it
   */
  static Reply of(ActiveFault fault, Work work, Work pretence) {
    FaultSpec spec = fault.spec();
    return switch (spec.kind()) {
      case DOWN -> new Reply.Cut(true);
      case SLOW -> {
        fault.delay();
        yield work.answer();
      }
      case ERROR_500 -> internalError();
      case ERROR_500_AFTER_EFFECT -> {
        work.answer();
        yield internalError();
      }
      case UNAVAILABLE_503 ->
          Reply.error(503, "unavailable", "The system is under maintenance.")
              .with("Retry-After", Long.toString(spec.retryAfter().toSeconds()));
      case THROTTLE_429 ->
          Reply.error(429, "throttled", "More than " + spec.rate() + " requests per second.")
              .with("Retry-After", Long.toString(spec.retryAfter().toSeconds()));
      case CUT_BEFORE_EFFECT -> new Reply.Cut(spec.reset());
      case CUT_AFTER_EFFECT -> {
        work.answer();
        yield new Reply.Cut(spec.reset());
      }
      case LATE_EFFECT -> {
        Thread.ofVirtual()
            .start(
                () -> {
                  fault.delay();
                  work.answer();
                });
        yield new Reply.Cut(spec.reset());
      }
      case LOST -> pretence.answer();
      case HTML_200 -> Reply.html(200, ERROR_PAGE);
      case PARTIAL_BODY -> new Reply.Partial(work.answer());
      case HANG -> {
        fault.untilLifted();
        yield new Reply.Cut(spec.reset());
      }
      case CLOSED_PERIOD -> Refusal.closedPeriod("of the posting date").answer();
      case MISSING_ITEM -> Refusal.missingItem("of the posting").answer();
      case INACTIVE_ITEM -> Refusal.inactiveItem("of the posting", "P100").answer();
      case UNIT_MISMATCH -> Refusal.unitMismatch("given", "of the posting", "another").answer();
      case EXPIRED_CREDENTIALS ->
          Reply.error(401, "unauthorized", "Credentials are expired.")
              .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    };
  }

  private static Reply.Answer internalError() {
    return Reply.error(500, "internal-error", "An internal error occurred.");
  }
}
