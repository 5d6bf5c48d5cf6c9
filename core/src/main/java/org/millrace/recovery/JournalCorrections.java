package org.millrace.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.journal.Correction;
import org.millrace.journal.Corrections;
import org.millrace.journal.Corrections.Outcome;
import org.millrace.journal.Corrections.Waiting;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Message;
import org.millrace.journal.Work;
import org.millrace.landscape.EditableField;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.SystemDefinition;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import org.millrace.message.Actor;
import org.millrace.message.MessageId;
import org.millrace.message.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Corrections over the journal. What a message means stays as it was accepted: its contract, its
 * mappings and its keys are those of its own version of the landscape. Who may change what, and who
 * has to agree, is decided by the landscape in force.
 */
public final class JournalCorrections implements CorrectionDesk {

  private static final Logger LOG = LoggerFactory.getLogger(JournalCorrections.class);

  private final Corrections corrections;
  private final DeliveryQueue queue;
  private final LandscapeCatalog catalog;
  private final Consumer<MessageId> forget;
  private final Consumer<List<Work>> dispatch;
  private final JsonMapper json;

  /**
   * @param forget told which message is to be read anew before it is sent; told before anything is
   *     stored, for an answer may get lost, and what memory holds is the content that failed
   */
  public JournalCorrections(
      Corrections corrections,
      DeliveryQueue queue,
      LandscapeCatalog catalog,
      Consumer<MessageId> forget,
      Consumer<List<Work>> dispatch,
      JsonMapper json) {
    this.corrections = corrections;
    this.queue = queue;
    this.catalog = catalog;
    this.forget = forget;
    this.dispatch = dispatch;
    this.json = json;
  }

  /** A message with all that decides about changing it. */
  private record Subject(
      Message message, FlowDefinition accepted, FlowDefinition inForce, List<Waiting> waiting) {}

  private Optional<Subject> subject(MessageId id) {
    return queue
        .messageInForce(id)
        .flatMap(
            message ->
                flow(message)
                    .map(
                        accepted ->
                            new Subject(
                                message,
                                accepted,
                                catalog
                                    .current()
                                    .landscape()
                                    .flows()
                                    .getOrDefault(message.flow(), accepted),
                                corrections.waiting(id))));
  }

  private Optional<FlowDefinition> flow(Message message) {
    return catalog
        .version(message.landscapeVersion())
        .map(applied -> applied.landscape().flows().get(message.flow()));
  }

  @Override
  public Optional<View> look(MessageId id) {
    return subject(id)
        .map(
            subject ->
                new View(
                    id,
                    subject.message().contentVersion(),
                    !subject.waiting().isEmpty(),
                    fourEyes(subject),
                    fields(subject),
                    corrections.of(id)));
  }

  private static List<Field> fields(Subject subject) {
    JsonNode content = subject.message().content();
    return editable(subject).stream()
        .flatMap(field -> field.placesIn(content).stream())
        .distinct()
        .limit(EditableField.MOST_PLACES)
        .map(pointer -> new Field(pointer, content.at(pointer)))
        .toList();
  }

  private static List<EditableField> editable(Subject subject) {
    return subject.inForce().editable().stream()
        .map(EditableField::of)
        .flatMap(Optional::stream)
        .toList();
  }

  /** By the flow, by the rule of the failure, or because the failure itself asks for approval. */
  private boolean fourEyes(Subject subject) {
    return subject.inForce().fourEyes()
        || subject.waiting().stream().anyMatch(w -> w.needsApproval() || asksForFourEyes(w));
  }

  private boolean asksForFourEyes(Waiting waiting) {
    return Optional.ofNullable(catalog.current().landscape().system(waiting.system())).stream()
        .map(SystemDefinition::failures)
        .flatMap(List::stream)
        .anyMatch(rule -> rule.code().equals(waiting.code()) && rule.fourEyes());
  }

  @Override
  public Optional<Trial> tryOut(MessageId id, Map<String, JsonNode> values) {
    return subject(id).map(subject -> tryOut(subject, corrected(subject, values)));
  }

  private static CorrectedContent corrected(Subject subject, Map<String, JsonNode> values) {
    return CorrectedContent.of(subject.message().content(), editable(subject), values);
  }

  private Trial tryOut(Subject subject, CorrectedContent corrected) {
    List<Violation> violations = new ArrayList<>(corrected.violations());
    violations.addAll(subject.accepted().contract().schema().validate(corrected.content()));
    same("key", subject.accepted().key(), subject, corrected, violations);
    same("order", subject.accepted().orderBy(), subject, corrected, violations);
    same("order.sequence", subject.accepted().sequence(), subject, corrected, violations);
    Message after =
        subject.message().with(corrected.content(), subject.message().contentVersion() + 1);
    return new Trial(
        subject.message().contentVersion(),
        fourEyes(subject),
        corrected.changes(),
        violations,
        subject.waiting().stream().map(w -> document(subject, after, w)).toList());
  }

  /** A message keeps the keys under which it was accepted: never silently another one. */
  private static void same(
      String what,
      Optional<Expression> expression,
      Subject subject,
      CorrectedContent corrected,
      List<Violation> violations) {
    if (expression.isEmpty()) {
      return;
    }
    try {
      JsonNode before = expression.get().evaluate(subject.message().content());
      JsonNode after = expression.get().evaluate(corrected.content());
      if (!before.equals(after)) {
        violations.add(
            new Violation(
                "", what, "the message would get another `" + what + "`; send a new one instead"));
      }
    } catch (EvaluationException e) {
      violations.add(new Violation("", what, "`" + what + "` cannot be found: " + e.getMessage()));
    }
  }

  private static Document document(Subject subject, Message after, Waiting waiting) {
    FlowStep step = subject.accepted().step(waiting.id().step());
    try {
      return new Document(
          waiting.id(),
          waiting.system(),
          before(subject.message(), step),
          Optional.of(after.document(step)),
          Optional.empty());
    } catch (EvaluationException e) {
      return new Document(
          waiting.id(),
          waiting.system(),
          before(subject.message(), step),
          Optional.empty(),
          Optional.of("the mapping fails: " + e.getMessage()));
    }
  }

  private static Optional<JsonNode> before(Message message, FlowStep step) {
    try {
      return Optional.of(message.document(step));
    } catch (EvaluationException e) {
      return Optional.empty(); // which may be just what is to be corrected
    }
  }

  @Override
  public Answer propose(
      MessageId id,
      int basedOn,
      Map<String, JsonNode> values,
      boolean emergency,
      Actor actor,
      String reason) {
    Optional<Subject> found = subject(id);
    if (found.isEmpty()) {
      return new Answer.NotFound("There is no message with this id");
    }
    Subject subject = found.get();
    if (subject.waiting().isEmpty()) {
      return new Answer.StateChanged(
          "Nothing of this message waits for a person; nothing changed.");
    }
    if (subject.message().contentVersion() != basedOn) {
      return new Answer.StateChanged(
          "Version %d of this message is in force meanwhile: look at it again."
              .formatted(subject.message().contentVersion()));
    }
    CorrectedContent corrected = corrected(subject, values);
    Trial trial = tryOut(subject, corrected);
    if (!trial.isGood()) {
      return new Answer.Unfit(trial);
    }
    if (emergency && trial.fourEyes()) {
      LOG.atWarn()
          .addKeyValue("message", id)
          .addKeyValue("actor", actor.label())
          .log("EMERGENCY CORRECTION without a second person: {}", reason);
    }
    forget.accept(id);
    return answer(
        corrections.propose(
            new Corrections.Proposal(
                id,
                basedOn,
                changes(corrected),
                new Payload(json.writeValueAsBytes(corrected.content()), corrected.content()),
                trial.fourEyes(),
                emergency,
                actor,
                reason)));
  }

  private String changes(CorrectedContent corrected) {
    ArrayNode list = json.createArrayNode();
    for (Change change : corrected.changes()) {
      var entry = list.addObject().put("pointer", change.pointer());
      entry.set("from", change.from().isMissingNode() ? null : change.from());
      entry.set("to", change.to());
    }
    return json.writeValueAsString(list);
  }

  @Override
  public Answer decide(long id, Corrections.Verdict verdict, Actor actor, String reason) {
    corrections.find(id).map(Correction::message).ifPresent(forget);
    return answer(corrections.decide(id, verdict, actor, reason));
  }

  @Override
  public List<Correction> proposed() {
    return corrections.proposed();
  }

  private Answer answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> {
        if (!done.released().isEmpty()) {
          dispatch.accept(done.released());
        }
        yield new Answer.Done(done.correction(), done.released().size());
      }
      case Outcome.NotFound ignored -> new Answer.NotFound("There is no correction of this number");
      case Outcome.NotAllowed not -> new Answer.NotAllowed(not.why());
      case Outcome.Refused refused -> new Answer.StateChanged(refused.why());
    };
  }
}
