package org.millrace.proof;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * One line of a run's history. Facts come from those who know: what was acknowledged from the
 * sender, effects from the target's own ledger, states from the journal's rows.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fact.Target.class, name = "target"),
  @JsonSubTypes.Type(value = Fact.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = Fact.Stored.class, name = "stored"),
  @JsonSubTypes.Type(value = Fact.PlannedLater.class, name = "planned-later"),
  @JsonSubTypes.Type(value = Fact.Corrected.class, name = "corrected"),
  @JsonSubTypes.Type(value = Fact.Needs.class, name = "needs"),
  @JsonSubTypes.Type(value = Fact.Called.class, name = "called"),
  @JsonSubTypes.Type(value = Fact.Effect.class, name = "effect"),
  @JsonSubTypes.Type(value = Fact.Moved.class, name = "moved"),
  @JsonSubTypes.Type(value = Fact.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = Fact.Struck.class, name = "struck"),
  @JsonSubTypes.Type(value = Fact.Stands.class, name = "stands"),
  @JsonSubTypes.Type(value = Fact.Ended.class, name = "ended")
})
public sealed interface Fact {

  /** Milliseconds of true time, whatever the node's clock showed. */
  long at();

  /** A target takes part. */
  record Target(long at, String system, int concurrency, int mostResident) implements Fact {}

  /** A sender was told that its message is accepted, or was already. */
  record Acknowledged(long at, String key, String message) implements Fact {}

  /**
   * A message was committed. Facts of this kind come in the order of commits.
   *
   * @param version the landscape it was accepted under
   */
  record Stored(long at, String key, String message, int version, List<Planned> deliveries)
      implements Fact {
    public Stored {
      deliveries = List.copyOf(deliveries);
    }
  }

  /**
   * A delivery to be made.
   *
   * @param lane what must be delivered in order has the same lane, by what is declared
   * @param after the delivery whose effect it waits for, empty for none
   * @param skips whether later ones of the lane may pass it while a person has it
   * @param number its place in the lane, from 1, if that is by numbers and none may be left out; 0
   *     if it is by the order of commits
   * @param undoable whether its effect is taken back if the message is given up
   */
  record Planned(
      String delivery,
      String system,
      String lane,
      String after,
      boolean skips,
      long number,
      boolean undoable) {

    /** Its place is by the order of commits. */
    public Planned(String delivery, String system, String lane, String after, boolean skips) {
      this(delivery, system, lane, after, skips, 0, false);
    }
  }

  /**
   * A delivery to be made because another one of its message did not go as it should. Its place in
   * its lane is not by the order of commits.
   *
   * @param of the delivery whose effect it takes back, or that it stands in for
   */
  record PlannedLater(
      long at, String message, int version, Planned planned, String of, boolean takesBack)
      implements Fact {}

  /**
   * A delivery needs the effect of another message before its own; comes after it was stored.
   *
   * @param key the other message's
   * @param system where that must have its effect
   */
  record Needs(long at, String delivery, String key, String system) implements Fact {}

  /** A target was called: {@code send} or {@code ask}. */
  record Called(long at, String system, String delivery, String kind) implements Fact {}

  /**
   * A target's ledger has an effect.
   *
   * @param version the landscape whose mapping made the document; 0 if the document does not tell
   * @param content which version of the message's content it was made of; 1 is what came
   */
  record Effect(long at, String system, String delivery, int version, int content) implements Fact {

    /** Of what came. */
    public Effect(long at, String system, String delivery, int version) {
      this(at, system, delivery, version, 1);
    }
  }

  /**
   * A correction of a message was approved, and lets go what waited.
   *
   * @param content the version that is in force from now on
   * @param fourEyes whether somebody else than who proposed it has to approve it
   */
  record Corrected(
      long at, String message, int content, String proposedBy, String approvedBy, boolean fourEyes)
      implements Fact {}

  /**
   * A delivery changed its state.
   *
   * @param by {@code attempt}, {@code person} or {@code platform}
   * @param attempt number of the attempt, 0 if it was none
   * @param counted whether it counts against the retry policy
   * @param evidence what the attempt proved, empty if it was none
   */
  record Moved(
      long at,
      String delivery,
      String from,
      String to,
      String by,
      int attempt,
      boolean counted,
      String evidence)
      implements Fact {}

  /** What is in memory and under way. */
  record Measured(long at, String system, int inFlight, int resident) implements Fact {}

  /** A fault was injected; {@code healed} means that no more will be. */
  record Struck(long at, String fault) implements Fact {}

  /**
   * How a delivery stands at the end, in order of acceptance.
   *
   * @param inCase whether an open case has it
   */
  record Stands(long at, String delivery, String state, int attempts, boolean inCase)
      implements Fact {}

  /** The liveness deadline has passed. */
  record Ended(long at) implements Fact {}
}
