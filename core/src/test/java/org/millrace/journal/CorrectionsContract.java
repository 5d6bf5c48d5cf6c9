package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.Payload;
import org.millrace.message.StrictJson;

/** The whole store contract, with what the ports promise about corrected contents. */
public abstract class CorrectionsContract extends DetoursContract {

  private static final Actor BOB = new Actor(Actor.Kind.PERSON, "bob");
  private static final List<Draft.Step> STEPS = List.of(new Draft.Step(1, "erp", 7, 0));

  @Test
  void an_approved_correction_lets_what_waits_go_and_is_what_is_sent() {
    Work parked = parked();
    assertThat(inForce(parked)).isEqualTo("1:{\"unit\":\"XX\"}");

    Corrections.Outcome.Done done = done(propose(parked, 1, false));

    assertThat(done.correction().state()).isEqualTo(Correction.State.APPROVED);
    assertThat(done.released()).containsExactly(work(parked.id()));
    assertThat(work(parked.id()).state()).isEqualTo(DeliveryState.READY);
    assertThat(work(parked.id()).tries()).isZero();
    assertThat(inForce(parked)).isEqualTo("2:{\"unit\":\"KG\"}");
    assertThat(store.queue().message(parked.id().message()).orElseThrow().content().toString())
        .as("what came never changes")
        .isEqualTo("{\"unit\":\"XX\"}");
  }

  @Test
  void where_four_eyes_are_asked_for_somebody_else_puts_it_in_force() {
    Work parked = parked();
    Corrections.Outcome.Done proposed = done(propose(parked, 1, true));
    long id = proposed.correction().id();
    assertThat(proposed.released()).isEmpty();
    assertThat(inForce(parked)).startsWith("1:");
    assertThat(store.corrections().proposed()).containsExactly(proposed.correction());

    assertThat(approve(id, ADA)).isInstanceOf(Corrections.Outcome.NotAllowed.class);
    assertThat(work(parked.id()).state()).isEqualTo(DeliveryState.NEEDS_PERSON);
    assertThat(done(approve(id, BOB)).released()).containsExactly(work(parked.id()));
    assertThat(approve(id, BOB)).isInstanceOf(Corrections.Outcome.Refused.class);
    assertThat(inForce(parked)).startsWith("2:");
    assertThat(store.corrections().proposed()).isEmpty();
  }

  @Test
  void what_was_rejected_or_withdrawn_is_never_in_force_and_another_can_be_proposed() {
    Work parked = parked();
    long first = done(propose(parked, 1, true)).correction().id();
    assertThat(propose(parked, 1, true)).isInstanceOf(Corrections.Outcome.Refused.class);
    assertThat(store.corrections().decide(first, Corrections.Verdict.WITHDRAW, BOB, "no"))
        .isInstanceOf(Corrections.Outcome.NotAllowed.class);
    done(store.corrections().decide(first, Corrections.Verdict.REJECT, BOB, "no"));
    long second = done(propose(parked, 1, true)).correction().id();
    done(store.corrections().decide(second, Corrections.Verdict.WITHDRAW, ADA, "no"));

    assertThat(inForce(parked)).startsWith("1:");
    assertThat(store.corrections().of(parked.id().message()))
        .extracting(Correction::state)
        .containsExactly(Correction.State.REJECTED, Correction.State.WITHDRAWN);
    assertThat(approve(99, BOB)).isInstanceOf(Corrections.Outcome.NotFound.class);
  }

  @Test
  void a_correction_of_an_outdated_version_is_refused() {
    Work parked = parked();
    done(propose(parked, 1, false));
    settle(work(parked.id()), DeliveryState.NEEDS_PERSON);
    assertThat(propose(parked, 1, false)).isInstanceOf(Corrections.Outcome.Refused.class);
    assertThat(done(propose(parked, 2, false)).correction().version()).isEqualTo(3);
  }

  @Test
  void nothing_is_corrected_that_does_not_wait_for_a_person() {
    Work parked = parked();
    assertThat(store.corrections().waiting(parked.id().message()))
        .extracting(Corrections.Waiting::id)
        .containsExactly(parked.id());
    long id = done(propose(parked, 1, true)).correction().id();
    assertThat(store.commands().release(parked.id(), ADA, "try again")).isPresent();
    assertThat(approve(id, BOB)).isInstanceOf(Corrections.Outcome.Refused.class);
    assertThat(store.corrections().waiting(parked.id().message())).isEmpty();
    assertThat(inForce(parked)).startsWith("1:");
  }

  private Work parked() {
    DeliveryId id = new DeliveryId(append(draft("a/1", "{\"unit\":\"XX\"}", STEPS)).message(), 1);
    settle(work(id), DeliveryState.NEEDS_PERSON);
    return work(id);
  }

  private Corrections.Outcome propose(Work parked, int basedOn, boolean fourEyes) {
    byte[] content = "{\"unit\":\"KG\"}".getBytes(StandardCharsets.UTF_8);
    return store
        .corrections()
        .propose(
            new Corrections.Proposal(
                parked.id().message(),
                basedOn,
                "[]",
                new Payload(content, StrictJson.mapper().readTree(content)),
                fourEyes,
                false,
                ADA,
                "wrong unit"));
  }

  private Corrections.Outcome approve(long id, Actor by) {
    return store.corrections().decide(id, Corrections.Verdict.APPROVE, by, "seen");
  }

  private static Corrections.Outcome.Done done(Corrections.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Corrections.Outcome.Done.class);
    return (Corrections.Outcome.Done) outcome;
  }

  private String inForce(Work work) {
    Message message = store.queue().messageInForce(work.id().message()).orElseThrow();
    return message.contentVersion() + ":" + message.content();
  }
}
