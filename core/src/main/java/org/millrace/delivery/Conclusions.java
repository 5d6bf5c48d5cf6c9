package org.millrace.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.delivery.Preparation.Request;
import org.millrace.failure.Circumstances;
import org.millrace.failure.Decision;
import org.millrace.failure.Decisions;
import org.millrace.failure.Failure;
import org.millrace.failure.Fingerprint;
import org.millrace.journal.Settlement;
import org.millrace.journal.Work;
import org.millrace.landscape.FailureRule;
import org.millrace.mapping.EvaluationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From what an attempt brought to what it means: pure, so that the same attempt at the same moment
 * is always understood in the same way.
 */
final class Conclusions {

  private static final Logger LOG = LoggerFactory.getLogger(Conclusions.class);

  /**
   * When an attempt is judged, and chance as a value.
   *
   * @param started when the attempt began
   * @param jitter from 0 (inclusive) to 1 (exclusive)
   */
  record Moment(Instant started, Instant now, double jitter) {}

  private final BiFunction<Failure, Circumstances, Decision> decide;

  /**
   * @param decide from failure to decision; {@link Decisions#decide} in a node
   */
  Conclusions(BiFunction<Failure, Circumstances, Decision> decide) {
    this.decide = decide;
  }

  /** After a send. */
  Conclusion afterSend(Work work, Request request, Outcome outcome, Moment moment) {
    if (outcome.evidence() instanceof Evidence.Accepted accepted) {
      return Conclusion.done("accepted", accepted.reference(), confirmed(request, outcome));
    }
    Classifier.Classified classified =
        Classifier.classify(
                outcome.evidence(),
                outcome.exchange().facts(),
                request.message().content(),
                request.target().system().failures())
            .orElseThrow();
    Failure failure = classified.failure();
    Optional<FailureRule> rule = classified.rule();
    Decision decision =
        decide.apply(
            failure,
            new Circumstances(
                work.tries() + 1,
                moment.now(),
                moment.started().plus(request.timeout()),
                moment.jitter(),
                rule.flatMap(FailureRule::retry).orElseGet(request::retry),
                request.capability(),
                request.target().system().settle(),
                rule.flatMap(FailureRule::then).filter(request::allows)));
    Conclusion failed =
        Conclusion.failed(name(outcome.evidence()), failure, decision, fingerprint(work, failure));
    return request.step().confirmedBy().isPresent() ? failed.yetToBeConfirmed() : failed;
  }

  /** After a question. */
  Conclusion afterAnswer(Work work, Request request, ProbeAnswer answer, Moment moment) {
    return switch (answer) {
      case ProbeAnswer.Found found ->
          Conclusion.done(
              "found", Optional.of(found.reference()), request.step().confirmedBy().isEmpty());
      case ProbeAnswer.Absent ignored -> Conclusion.absent();
      case ProbeAnswer.FoundDifferent different ->
          forPerson(
              work,
              "found-different",
              new Failure.Duplicate("found-different", different.difference(), false));
      case ProbeAnswer.NotAsked unasked -> unasked(work, request, unasked.evidence(), moment);
      case ProbeAnswer.Inconclusive inconclusive -> {
        Failure failure = new Failure.UnknownOutcome("probe-inconclusive", inconclusive.reason());
        yield Conclusion.failed(
            "inconclusive", failure, askAgain(work, request, moment), fingerprint(work, failure));
      }
    };
  }

  /** An outage burns no tries: it is asked for again when the target is back. */
  private static Conclusion unasked(
      Work work, Request request, Evidence.NotSent evidence, Moment moment) {
    Failure failure = new Failure.Outage(evidence.code(), evidence.detail());
    Duration wait = request.retry().waitAfter(1, moment.jitter());
    return Conclusion.failed(
            "not-asked",
            failure,
            new Decision.AskTarget(moment.now().plus(wait)),
            fingerprint(work, failure))
        .telling(new Verdict.Out(evidence.code(), evidence.detail()));
  }

  private static Decision askAgain(Work work, Request request, Moment moment) {
    if (work.tries() + 1 >= Decisions.MOST_TRIES) {
      return new Decision.OpenCase(false);
    }
    Duration wait = request.retry().waitAfter(work.tries() + 1, moment.jitter());
    return new Decision.AskTarget(moment.now().plus(wait));
  }

  /** In doubt at a target that cannot be asked: sent again if it dedups, else a person's. */
  Conclusion unasked(Work work, Request request) {
    return request.capability().dedups()
        ? Conclusion.absent()
        : forPerson(
            work,
            "unknown",
            new Failure.UnknownOutcome(
                "outcome-unknown", "It may have arrived, and the target cannot be asked"));
  }

  /** It cannot be sent as it is. */
  Conclusion impossible(Work work, Failure failure) {
    return forPerson(work, "not-sent", failure);
  }

  private static Conclusion forPerson(Work work, String evidence, Failure failure) {
    return Conclusion.failed(
        evidence, failure, new Decision.OpenCase(false), fingerprint(work, failure));
  }

  private static boolean confirmed(Request request, Outcome outcome) {
    if (request.step().confirmedWhen().isEmpty()) {
      return request.step().confirmedBy().isEmpty();
    }
    try {
      return request.step().confirmedWhen().get().holds(outcome.exchange().facts());
    } catch (EvaluationException e) {
      LOG.atWarn()
          .addKeyValue("flow", request.message().flow())
          .log("confirmed-when could not be evaluated: {}", e.getMessage());
      return false;
    }
  }

  /** The record of a conclusion, ready to be committed. */
  static Settlement settlement(
      Work work, Exchange exchange, Conclusion end, Instant started, boolean freesOthers) {
    return new Settlement(
        work,
        false,
        started,
        exchange.took().toNanos() / 1_000,
        exchange.status(),
        end.evidence(),
        end.failure(),
        end.decision(),
        exchange.request(),
        exchange.response(),
        end.next(),
        end.business(),
        end.dueAt(),
        end.cause(),
        end.reference(),
        end.countsAsTry(),
        freesOthers,
        end.needsPerson());
  }

  private static String fingerprint(Work work, Failure failure) {
    return Fingerprint.of(work.flow(), work.id().step(), work.system(), failure).text();
  }

  private static String name(Evidence evidence) {
    return switch (evidence) {
      case Evidence.NotSent ignored -> "not-sent";
      case Evidence.NotProcessed ignored -> "not-processed";
      case Evidence.Rejected ignored -> "rejected";
      case Evidence.Accepted ignored -> "accepted";
      case Evidence.Unknown ignored -> "unknown";
    };
  }
}
