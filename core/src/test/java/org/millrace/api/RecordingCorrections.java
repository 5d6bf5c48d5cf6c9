package org.millrace.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.journal.Correction;
import org.millrace.journal.Corrections;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import org.millrace.recovery.CorrectionDesk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers as it was told to, and remembers what it was asked. */
final class RecordingCorrections implements CorrectionDesk {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  final List<String> commands = new CopyOnWriteArrayList<>();
  volatile boolean unfit;

  private static Correction correction(MessageId message) {
    return new Correction(
        5,
        message,
        2,
        Correction.State.PROPOSED,
        "[{\"pointer\":\"/unit\",\"from\":\"PCE\",\"to\":\"EA\"}]",
        true,
        false,
        new Actor(Actor.Kind.PERSON, "ada"),
        Instant.parse("2026-11-21T08:00:00Z"),
        "wrong unit",
        Optional.empty());
  }

  private Trial trial(MessageId message) {
    return new Trial(
        1,
        true,
        List.of(new Change("/unit", JSON.stringNode("PCE"), JSON.stringNode("EA"))),
        unfit ? List.of(new Violation("/unit", "enum", "is none of these")) : List.of(),
        List.of(
            new Document(
                new DeliveryId(message, 1),
                "erp",
                Optional.empty(),
                Optional.of(JSON.objectNode().put("uom", "EA")),
                Optional.empty())));
  }

  @Override
  public Optional<View> look(MessageId message) {
    return Optional.of(
        new View(
            message,
            1,
            true,
            true,
            List.of(
                new Field("/unit", JSON.stringNode("PCE")), new Field("/note", JSON.missingNode())),
            List.of(correction(message))));
  }

  @Override
  public Optional<Trial> tryOut(MessageId message, Map<String, JsonNode> values) {
    commands.add("try " + values);
    return Optional.of(trial(message));
  }

  @Override
  public Answer propose(
      MessageId message,
      int basedOn,
      Map<String, JsonNode> values,
      boolean emergency,
      Actor actor,
      String reason) {
    commands.add(
        "propose %s on %d by %s: %s%s"
            .formatted(values, basedOn, actor.label(), reason, emergency ? "!" : ""));
    return unfit ? new Answer.Unfit(trial(message)) : new Answer.Done(correction(message), 0);
  }

  @Override
  public Answer decide(long number, Corrections.Verdict verdict, Actor actor, String reason) {
    commands.add("%s %d by %s: %s".formatted(verdict, number, actor.label(), reason));
    return number == 1
        ? new Answer.NotAllowed("somebody else has to")
        : number == 2 ? new Answer.StateChanged("decided") : new Answer.NotFound("none");
  }

  @Override
  public List<Correction> proposed() {
    return List.of(correction(MessageId.parse("0198f2c4-7b1a-7000-8000-000000000001")));
  }
}
