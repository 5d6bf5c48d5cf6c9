package org.millrace.delivery;

import static org.millrace.delivery.Conclusions.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.delivery.Conclusions.Moment;
import org.millrace.delivery.Preparation.Request;
import org.millrace.delivery.Preparation.Result;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Message;
import org.millrace.journal.Settlement;
import org.millrace.journal.Settlements;
import org.millrace.journal.Settlements.Committed;
import org.millrace.journal.Work;
import org.millrace.landscape.OperationDefinition;
import org.millrace.message.DeliveryState;
import org.millrace.telemetry.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Does what the dispatcher decides about one delivery: sends or asks, concludes, makes the result
 * durable, and tells the dispatcher. Each call runs on a virtual thread of its own.
 */
final class Sender {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** Wait before a result that could not be stored is stored again. */
  private static final Duration STORE_AGAIN = Duration.ofMillis(500);

  private static final Exchange NOTHING =
      new Exchange(
          "", "", OptionalInt.empty(), Duration.ZERO, JsonNodeFactory.instance.objectNode());

  private final Preparation preparation;
  private final Conclusions conclusions;
  private final DeliveryQueue queue;
  private final Settlements settlements;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final DeliveryListener listener;
  private final AttemptSpans spans;
  private final Pause pause;
  private final Consumer<Event> dispatcher;

  Sender(
      Preparation preparation,
      Conclusions conclusions,
      DeliveryQueue queue,
      Settlements settlements,
      InstantSource clock,
      RandomGenerator random,
      DeliveryListener listener,
      AttemptSpans spans,
      Pause pause,
      Consumer<Event> dispatcher) {
    this.preparation = preparation;
    this.conclusions = conclusions;
    this.queue = queue;
    this.settlements = settlements;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
    this.spans = spans;
    this.pause = pause;
    this.dispatcher = dispatcher;
  }

  void send(Work work) throws InterruptedException {
    listener.begins(work.system());
    Instant started = clock.instant();
    switch (preparation.prepare(work)) {
      case Result.Impossible impossible -> settleImpossible(work, impossible, started);
      case Result.Ready ready -> send(work, ready.request(), started);
    }
  }

  private void send(Work work, Request prepared, Instant started) throws InterruptedException {
    try (Span span = spans.send(work, prepared.message(), prepared.operation().name(), started)) {
      LogContext.enter(work, prepared.message(), span);
      Request request = prepared.within(span);
      if (request.capability().dedups() || intended(work)) {
        Outcome outcome = call(request);
        Conclusion conclusion = conclusions.afterSend(work, request, outcome, moment(started));
        AttemptSpans.end(span, conclusion, outcome.exchange().status());
        settle(
            request.message(),
            settlement(work, outcome.exchange(), conclusion, started, request.freesOthers())
                .standingBy(request.standbys())
                .awaiting(request.answer())
                .keeping(result(request, outcome, conclusion)),
            conclusion.verdict());
      }
    }
  }

  private static Optional<String> result(Request request, Outcome outcome, Conclusion conclusion) {
    return conclusion.next().hasEffect()
        ? Compensated.keep(request.flow(), request.step(), outcome)
        : Optional.empty();
  }

  void ask(Work work) throws InterruptedException {
    listener.begins(work.system());
    Instant started = clock.instant();
    switch (preparation.prepare(work)) {
      case Result.Impossible impossible -> settleImpossible(work, impossible, started);
      case Result.Ready ready -> {
        Request request = ready.request();
        Optional<OperationDefinition> probe =
            request.operation().probe().map(request.target().system().operations()::get);
        if (probe.isEmpty()) {
          settleUnasked(work, request, started);
        } else {
          ask(work, request, probe.get(), started);
        }
      }
    }
  }

  private void ask(Work work, Request prepared, OperationDefinition probe, Instant started)
      throws InterruptedException {
    try (Span span = spans.ask(work, prepared.message(), probe.name(), started)) {
      LogContext.enter(work, prepared.message(), span);
      Request request = prepared.within(span);
      ProbeAnswer answer = request.target().target().probe(request.asking(probe));
      Conclusion conclusion = conclusions.afterAnswer(work, request, answer, moment(started));
      AttemptSpans.end(span, conclusion, answer.exchange().status());
      settle(
          request.message(),
          settlement(work, answer.exchange(), conclusion, started, request.freesOthers())
              .asQuestion()
              .awaiting(request.answer()),
          conclusion.verdict());
    }
  }

  /** A node ended while sending this; nothing is known until nothing can be travelling any more. */
  void doubt(Work work) throws InterruptedException {
    // From now on, not from when the intent was written: the clock may have been set since.
    Instant now = clock.instant();
    Duration settles =
        switch (preparation.prepare(work)) {
          case Result.Ready ready ->
              ready.request().timeout().plus(ready.request().target().system().settle());
          case Result.Impossible ignored -> Duration.ZERO;
        };
    Optional<Work> doubted = settlements.doubt(work, now.plus(settles));
    dispatcher.accept(new Event.Doubted(doubted.orElseGet(() -> moved(work))));
  }

  /** A call that failed in the node itself: the delivery goes on from what the journal says. */
  void giveBack(Work work) throws InterruptedException {
    while (true) {
      try {
        Work now = moved(work);
        listener.superseded(work.system());
        dispatcher.accept(new Event.Settled(now, new Verdict.Silent()));
        return;
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("delivery", work.id())
            .log("the journal cannot be read yet: {}", e.toString());
        pause.lasting(STORE_AGAIN);
      }
    }
  }

  private boolean intended(Work work) throws InterruptedException {
    try {
      if (settlements.intend(work).get()) {
        return true;
      }
      listener.superseded(work.system());
      dispatcher.accept(new Event.Settled(moved(work), new Verdict.Silent()));
    } catch (ExecutionException e) {
      // The journal has said why, once; this comes again and again until it is back.
      LOG.atDebug()
          .addKeyValue("delivery", work.id())
          .log("the intent to send could not be stored, so nothing is sent: {}", e.toString());
      pause.lasting(STORE_AGAIN);
      listener.superseded(work.system());
      dispatcher.accept(new Event.Settled(work, new Verdict.Silent()));
    }
    return false;
  }

  private static Outcome call(Request request) {
    try {
      return request.target().target().send(request.outbound());
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("delivery", request.outbound().delivery())
          .setCause(e)
          .log("the adapter failed");
      return new Outcome(
          new Evidence.Unknown("adapter-failed", "The adapter itself failed: " + e), NOTHING);
    }
  }

  private void settleImpossible(Work work, Result.Impossible impossible, Instant started)
      throws InterruptedException {
    Conclusion conclusion = conclusions.impossible(work, impossible.failure());
    String operation = impossible.step().operation();
    try (Span span = spans.send(work, impossible.message(), operation, started)) {
      LogContext.enter(work, impossible.message(), span);
      AttemptSpans.end(span, conclusion, OptionalInt.empty());
    }
    settle(
        impossible.message(),
        settlement(work, NOTHING, conclusion, started, impossible.freesOthers()),
        new Verdict.Silent());
  }

  /** In doubt at a target that cannot be asked: sent again if it dedups, else a person's. */
  private void settleUnasked(Work work, Request request, Instant started)
      throws InterruptedException {
    LogContext.enter(work, request.message(), Span.NONE);
    Conclusion conclusion = conclusions.unasked(work, request);
    settle(
        request.message(),
        settlement(work, NOTHING, conclusion, started, request.freesOthers()).asQuestion(),
        new Verdict.Silent());
  }

  /** A result that is known must not get lost: it is stored again until it is. */
  private void settle(Message message, Settlement ended, Verdict verdict)
      throws InterruptedException {
    Settlement settlement = ended.about(message.contentVersion());
    for (Level level = Level.ERROR; ; level = Level.DEBUG) {
      try {
        Committed committed = settlements.settle(settlement).get();
        told(message, settlement, verdict, committed);
        return;
      } catch (ExecutionException e) {
        LOG.atLevel(level)
            .addKeyValue("delivery", settlement.work().id())
            .log("a result could not be stored yet: {}", String.valueOf(e.getCause()));
        pause.lasting(STORE_AGAIN);
      }
    }
  }

  /** What was set free comes first: it may have its place right behind, before later ones. */
  private void told(Message message, Settlement settlement, Verdict verdict, Committed committed) {
    // And nobody else would tell of them, while reading the journal below may fail.
    if (!committed.freed().isEmpty()) {
      dispatcher.accept(new Event.Returned(committed.freed()));
    }
    if (committed.effective()) {
      dispatcher.accept(new Event.Settled(settlement.after(), verdict));
      listener.settled(message, settlement);
    } else {
      listener.superseded(settlement.work().system());
      dispatcher.accept(new Event.Settled(current(settlement.work()), verdict));
    }
  }

  /** A delivery that someone else has moved, who may be unable to tell what that set free. */
  private Work moved(Work work) {
    Work now = current(work);
    if (now.state().isTerminal() && now.state().hasEffect()) {
      List<Work> freed =
          preparation.waitingFor(work.id()).stream()
              .flatMap(id -> queue.find(id).stream())
              .filter(waiting -> waiting.state() == DeliveryState.READY)
              .toList();
      if (!freed.isEmpty()) {
        dispatcher.accept(new Event.Returned(freed));
      }
    }
    return now;
  }

  private Work current(Work work) {
    return queue.find(work.id()).orElse(work);
  }

  private Moment moment(Instant started) {
    return new Moment(started, clock.instant(), random.nextDouble());
  }
}
