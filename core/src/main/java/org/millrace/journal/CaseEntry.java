package org.millrace.journal;

import java.util.Optional;
import org.millrace.failure.AwaitedEvent;
import org.millrace.failure.Failure;
import org.millrace.failure.Fingerprint;
import org.millrace.journal.Holds.Hold;

/**
 * Why a delivery becomes a member of a case.
 *
 * @param fingerprint those with the same one share a case
 * @param needsApproval whether a correction needs a second person
 * @param releaseOn the business event that lets it go by itself
 * @param resendable whether it can be let go again; what a target has taken cannot
 */
record CaseEntry(
    String flow,
    int step,
    String system,
    String fingerprint,
    Failure failure,
    boolean needsApproval,
    Optional<String> releaseOn,
    boolean resendable) {

  /** A failure that nothing is declared for. */
  static CaseEntry of(String flow, int step, String system, Failure failure) {
    return new CaseEntry(
        flow,
        step,
        system,
        Fingerprint.of(flow, step, system, failure).text(),
        failure,
        false,
        Optional.empty(),
        true);
  }

  /** An outage of a target, which is one case however many deliveries wait for its end. */
  static CaseEntry of(String flow, int step, Hold hold) {
    Failure outage = new Failure.Outage(hold.cause(), hold.detail());
    return new CaseEntry(
        flow,
        step,
        hold.system(),
        "outage of " + hold.system(),
        outage,
        false,
        Optional.empty(),
        false);
  }

  /** About what a target has taken already. */
  CaseEntry notResendable() {
    return new CaseEntry(flow, step, system, fingerprint, failure, needsApproval, releaseOn, false);
  }

  /** What an attempt came to, if a person has to decide about it. */
  static Optional<CaseEntry> of(Settlement settlement) {
    Work work = settlement.work();
    return settlement
        .needsPerson()
        .map(
            needs ->
                new CaseEntry(
                    work.flow(),
                    work.id().step(),
                    work.system(),
                    needs.fingerprint(),
                    needs.failure(),
                    needs.needsApproval(),
                    needs.releaseOn().map(AwaitedEvent::type),
                    true));
  }

  /** What it shares with others that would be cases of their own. */
  Fingerprint shared() {
    return Fingerprint.of(flow, step, system, failure);
  }
}
