package org.millrace.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.Target;

/**
 * What every target must conclude from what peers and networks do, whatever its protocol: each
 * adapter's test extends this and says how its targets are made.
 *
 * <p>Throughout: one send makes at most one request, no call throws or returns late, and what is
 * kept of an exchange is bounded and tells no secret.
 */
public abstract class TargetConformance extends Conformance {

  /** Into how many parts an answer is divided to find places for a cut. */
  private static final int ANSWER_PARTS = 64;

  private static final int LARGE = 8 << 20;
  private static final int THREADS = 16;
  private static final int SENDS_PER_THREAD = 8;

  @Test
  void what_the_peer_took_is_accepted() {
    assertThat(evidence(honest(), Trial.AMPLE)).isInstanceOf(Evidence.Accepted.class);
    assertThat(sends()).hasSize(1);
    assertThat(sends().getFirst().contains("R-1")).as("carries our reference").isTrue();
  }

  @Test
  void what_the_peer_refused_is_rejected() {
    assertThat(evidence(faulty(request -> Step.answer(refusal(request))), Trial.AMPLE))
        .isInstanceOf(Evidence.Rejected.class);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void a_refused_connection_is_not_sent_and_an_outage() throws IOException {
    try (Target target = trial.connect(freedPort())) {
      Outcome outcome = trial.send(target, trial.outbound("R-1", Trial.AMPLE));
      assertThat(outcome.evidence())
          .isInstanceOfSatisfying(
              Evidence.NotSent.class, notSent -> assertThat(notSent.outage()).isTrue());
    }
  }

  @Test
  void a_connection_that_never_comes_about_is_not_sent_in_time() {
    warmUp();
    try (BusyPort port = BusyPort.open();
        Target target = trial.connect(port.address())) {
      Outcome outcome = trial.send(target, trial.outbound("R-1", patience()));
      assertThat(outcome.evidence()).isInstanceOf(Evidence.NotSent.class);
    }
  }

  @Test
  void a_forbidden_destination_is_not_connected() {
    try (Target target =
        connect(
            peer.address(),
            trial.context(name -> Optional.of(credential()), (host, address) -> false))) {
      Outcome outcome = trial.send(target, trial.outbound("R-1", Trial.AMPLE));
      assertThat(outcome.evidence()).isInstanceOf(Evidence.NotSent.class);
    }
    peer.settle();
    assertThat(peer.connections()).isZero();
  }

  @Test
  void without_its_credential_nothing_is_sent() {
    assumeFalse(anonymous());
    try (Target target =
        connect(peer.address(), trial.context(name -> Optional.empty(), (host, address) -> true))) {
      Outcome outcome = trial.send(target, trial.outbound("R-1", Trial.AMPLE));
      assertThat(outcome.evidence()).isInstanceOf(Evidence.NotSent.class);
    }
    assertNothingArrived();
  }

  @Test
  void a_send_after_its_deadline_reaches_nobody() {
    try (Target target = trial.connect(peer.address())) {
      Outcome outcome = trial.send(target, trial.late(trial.outbound("R-1", Trial.AMPLE)));
      assertThat(outcome.evidence())
          .as("being late says nothing about the target")
          .isInstanceOfSatisfying(
              Evidence.NotSent.class, notSent -> assertThat(notSent.outage()).isFalse());
    }
    assertNothingArrived();
  }

  @Test
  void a_close_before_reading_is_unknown() {
    assertUnread(evidence(Script.atOnce(new Step.Close()), Trial.AMPLE));
  }

  @Test
  void a_reset_before_reading_is_unknown_or_seen_before_anything_was_sent() {
    assertUnreadOrUnsent(evidence(Script.atOnce(new Step.Reset()), Trial.AMPLE));
  }

  @Test
  void a_reset_within_the_request_is_unknown_and_not_sent_again() {
    assertUnread(evidence(Script.atOnce(new Step.TakePart(20), new Step.Reset()), Trial.AMPLE));
    assertThat(peer.partial()).as("requests begun").isEqualTo(1);
  }

  @Test
  void a_close_after_reading_is_unknown_and_not_sent_again() {
    assertUnknownOnce(Trial.AMPLE, new Step.Close());
  }

  @Test
  void a_reset_after_reading_is_unknown_and_not_sent_again() {
    assertUnknownOnce(Trial.AMPLE, new Step.Reset());
  }

  /** Anywhere, since some readers take the end of the stream for the end of a head or a body. */
  @Test
  void a_close_within_the_answer_is_unknown_and_not_sent_again() {
    try (Target target = trial.connect(peer.address())) {
      for (int part = 1; part < ANSWER_PARTS; part++) {
        int share = part;
        peer.follow(
            faulty(
                request -> {
                  Bytes whole = success(request);
                  int cut = Math.max(1, whole.size() * share / ANSWER_PARTS);
                  return Step.answerAndClose(whole.first(cut));
                }));
        Outcome outcome = trial.send(target, trial.outbound("R-" + part, Trial.AMPLE));
        assertThat(outcome.evidence())
            .as("after %s/%s of the answer", part, ANSWER_PARTS)
            .isInstanceOf(Evidence.Unknown.class);
      }
    }
    peer.settle();
    assertThat(sends()).hasSize(ANSWER_PARTS - 1);
  }

  @Test
  void a_reset_within_the_answer_is_unknown_and_not_sent_again() {
    Evidence evidence =
        evidence(
            faulty(request -> List.of(new Step.Answer(half(success(request))), new Step.Reset())),
            Trial.AMPLE);
    assertThat(evidence).isInstanceOf(Evidence.Unknown.class);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void silence_is_unknown_in_time() {
    assertUnknownOnce(patience(), new Step.Silence());
  }

  @Test
  void silence_within_the_answer_is_unknown_in_time() {
    Evidence evidence =
        evidence(
            faulty(request -> List.of(new Step.Answer(half(success(request))), new Step.Silence())),
            patience());
    assertThat(evidence).isInstanceOf(Evidence.Unknown.class);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void an_answer_that_drips_is_unknown_in_time() {
    Evidence evidence =
        evidence(
            faulty(request -> List.of(new Step.Drip(success(request), Duration.ofMillis(300)))),
            patience());
    assertThat(evidence).isInstanceOf(Evidence.Unknown.class);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void a_slow_answer_before_the_deadline_is_accepted() {
    Evidence evidence =
        evidence(
            faulty(request -> List.of(new Step.Drip(success(request), Duration.ofMillis(2)))),
            Trial.AMPLE);
    assertThat(evidence).isInstanceOf(Evidence.Accepted.class);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void a_peer_that_stops_reading_is_unknown_in_time() {
    warmUp();
    peer.follow(Script.atOnce(new Step.Deafness()));
    try (Target target = trial.connect(peer.address())) {
      Outbound large = trial.outbound("R-1", "x".repeat(LARGE), patience());
      assertUnread(trial.send(target, large).evidence());
    }
    assertThat(peer.connections()).as("connections made").isEqualTo(1);
  }

  @Test
  void a_large_request_is_sent_whole_but_not_kept_whole() {
    try (Target target = trial.connect(peer.address())) {
      Outbound large = trial.outbound("R-1", "x".repeat(256 << 10), Trial.AMPLE);
      assertThat(trial.send(target, large).evidence()).isInstanceOf(Evidence.Accepted.class);
    }
    peer.settle();
    assertThat(sends()).hasSize(1);
  }

  @Test
  void garbage_is_unknown_and_not_sent_again() {
    assertUnknownOnce(Trial.AMPLE, new Step.Answer(GARBAGE), new Step.Close());
  }

  @Test
  void endless_garbage_is_unknown_and_not_read_for_ever() {
    Bytes garbage = Bytes.utf8("\u0000\u0001%&/()=?".repeat(8_000));
    assertUnknownOnce(Trial.AMPLE, new Step.Flood(garbage, HttpAnswers.ENDLESS), new Step.Close());
    assertThat(peer.answered()).as("bytes read of the answer").isLessThan(mostRead());
  }

  @Test
  void an_idle_connection_that_the_peer_closed_costs_no_message() {
    peer.follow(faulty(request -> Step.answerAndClose(success(request))));
    try (Target target = trial.connect(peer.address())) {
      for (int number = 1; number <= 3; number++) {
        Outcome outcome = trial.send(target, trial.outbound("R-" + number, Trial.AMPLE));
        assertThat(outcome.evidence()).isInstanceOf(Evidence.Accepted.class);
        assertThat(sends()).hasSize(number);
      }
    }
  }

  @Test
  void a_reused_connection_that_breaks_is_not_sent_again() {
    try (Target target = trial.connect(peer.address())) {
      Outcome first = trial.send(target, trial.outbound("R-1", Trial.AMPLE));
      assertThat(first.evidence()).isInstanceOf(Evidence.Accepted.class);
      peer.follow(faulty(request -> List.of(new Step.Close())));
      Outcome second = trial.send(target, trial.outbound("R-2", Trial.AMPLE));
      assertThat(second.evidence()).isInstanceOf(Evidence.Unknown.class);
    }
    peer.settle();
    assertThat(sends().stream().filter(request -> request.contains("R-2"))).hasSize(1);
  }

  @Test
  void sixteen_threads_each_send_their_own_and_get_their_own_outcome() {
    peer.follow(
        faulty(
            request ->
                request.contains(ManySenders.CUT)
                    ? List.of(new Step.Close())
                    : Step.answer(success(request))));
    ManySenders senders = new ManySenders(THREADS, SENDS_PER_THREAD);
    try (Target target = trial.connect(peer.address())) {
      assertThat(senders.send(trial, target)).as("outcomes that belong to another").isEmpty();
    }
    peer.settle();
    assertThat(sends()).hasSize(THREADS * SENDS_PER_THREAD);
    for (String reference : senders.references()) {
      assertThat(sends().stream().filter(request -> request.contains(reference)))
          .as("requests with %s", reference)
          .hasSize(1);
    }
  }

  @Test
  void an_answer_that_repeats_the_request_does_not_tell_the_secret() {
    // The trial looks for the secret; the evidence is the protocol's affair.
    evidence(
        faulty(request -> Step.answerAndClose(Bytes.utf8(request.head() + request.body()))),
        Trial.AMPLE);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void closing_twice_is_harmless_and_later_sends_reach_nobody() {
    Target target = trial.connect(peer.address());
    target.close();
    target.close();
    Outcome outcome = trial.send(target, trial.outbound("R-1", Trial.AMPLE));
    assertThat(outcome.evidence()).isInstanceOf(Evidence.NotSent.class);
    assertNothingArrived();
  }

  @Test
  void closing_during_a_send_leaves_it_unknown() throws InterruptedException {
    warmUp();
    peer.follow(faulty(request -> List.of(new Step.Silence())));
    Target target = trial.connect(peer.address());
    List<Evidence> outcomes = new ArrayList<>();
    Thread sender =
        Thread.ofVirtual()
            .start(
                () ->
                    outcomes.add(trial.send(target, trial.outbound("R-1", patience())).evidence()));
    peer.awaitRequest(this::isSend);
    target.close();
    sender.join();
    assertThat(outcomes).singleElement().isInstanceOf(Evidence.Unknown.class);
  }

  @Test
  void a_probe_that_fails_finds_out_nothing() throws IOException {
    warmUp();
    List<Step> failures =
        List.of(new Step.Close(), new Step.Reset(), new Step.Silence(), new Step.Answer(GARBAGE));
    for (Step failure : failures) {
      peer.follow(faulty(request -> List.of(failure, new Step.Close())));
      try (Target target = trial.connect(peer.address())) {
        ProbeAnswer answer = trial.probe(target, trial.outbound("R-1", patience()));
        assertThat(answer).as("after %s", failure).isInstanceOf(ProbeAnswer.Inconclusive.class);
      }
    }
    try (Target target = trial.connect(freedPort())) {
      assertThat(trial.probe(target, trial.outbound("R-1", patience())))
          .isInstanceOfAny(ProbeAnswer.Inconclusive.class, ProbeAnswer.NotAsked.class);
    }
  }

  @Test
  void a_target_that_is_down_is_unreachable() throws IOException {
    try (Target target = trial.connect(freedPort())) {
      assertThat(target.reach()).isInstanceOf(Reachability.Unreachable.class);
    }
  }

  @Test
  void connecting_reaches_nobody() {
    assertThatCode(() -> trial.connect(peer.address()).close()).doesNotThrowAnyException();
    peer.settle();
    assertThat(peer.connections()).isZero();
  }
}
