package org.millrace.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.failure.Capability;
import org.millrace.journal.Message;
import org.millrace.journal.ReplayEntry;
import org.millrace.journal.ReplayEntry.Candidate;
import org.millrace.journal.ReplayMode;
import org.millrace.journal.ReplayPrediction;
import org.millrace.journal.Standbys;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.OperationDefinition;
import org.millrace.mapping.EvaluationException;
import org.millrace.mapping.Expression;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What would become of a delivery if it went again. Nothing is sent and nobody is asked; what
 * stands in the way of it in its order key is found by the journal.
 */
final class Forecast {

  private static final String NOT_CERTAIN =
      "It may have arrived, and the target cannot be asked: look there, then settle or release it";

  private final LandscapeCatalog catalog;
  private final AppliedLandscape inForce;
  private final ReplayMode mode;
  private final Map<String, String> documents;

  /**
   * @param documents numbers in the target by business key
   */
  Forecast(LandscapeCatalog catalog, ReplayMode mode, Map<String, String> documents) {
    this.catalog = catalog;
    this.inForce = catalog.current();
    this.mode = mode;
    this.documents = documents;
  }

  /** The landscape that it goes by. */
  AppliedLandscape inForce() {
    return inForce;
  }

  ReplayEntry of(Candidate candidate, Message message) {
    if (candidate.state().hasEffect()) {
      return entry(
          candidate,
          message,
          ReplayPrediction.DUPLICATE,
          candidate
              .reference()
              .map(number -> "The target has it already, as " + number)
              .orElse("The target has it already"));
    }
    if (candidate.state() == DeliveryState.BLOCKED) {
      return entry(
          candidate,
          message,
          ReplayPrediction.BLOCKED_BY,
          "An earlier number of its key has not come; release its case to go on without");
    }
    return switch (mode) {
      case RESEND, RESUME -> sent(candidate, message, message.landscapeVersion());
      case REMAP -> movedOn(candidate, message);
      case REROUTE -> rerouted(candidate, message);
      case COMPENSATE -> compensated(candidate, message);
      case SETTLE -> settled(candidate, message);
    };
  }

  private ReplayEntry sent(Candidate candidate, Message message, int version) {
    Optional<FlowStep> step = step(candidate, flow(message, version));
    Optional<OperationDefinition> operation = step.flatMap(this::operation);
    if (step.isEmpty() || operation.isEmpty()) {
      return fails(candidate, message, "The landscape in force has no such target any more");
    }
    boolean uncertain =
        candidate.business() == BusinessStatus.UNKNOWN
            || (candidate.state() != DeliveryState.NEEDS_PERSON && candidate.attempts() > 0);
    Capability capability = operation.get().capability();
    if (uncertain && capability == Capability.BLIND) {
      return entry(candidate, message, ReplayPrediction.DUPLICATE, NOT_CERTAIN);
    }
    try {
      var _ = message.document(step.get());
    } catch (EvaluationException e) {
      return fails(candidate, message, "Its mapping fails: " + e.getMessage());
    }
    return uncertain && capability == Capability.PROBE
        ? goes(candidate, message, true, "The target is asked; it is sent if it is not there")
        : goes(candidate, message, false, "It would be sent");
  }

  private ReplayEntry movedOn(Candidate candidate, Message message) {
    FlowDefinition flow = inForce.landscape().flows().get(message.flow());
    if (flow == null) {
      return fails(candidate, message, "The landscape in force has no such flow any more");
    }
    if (!flow.hasStep(candidate.id().step())
        || !flow.step(candidate.id().step()).system().equals(candidate.system())) {
      return fails(candidate, message, "The flow in force has other targets: send a new message");
    }
    List<Violation> violations = flow.contract().schema().validate(message.content());
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      return fails(
          candidate,
          message,
          "It does not fit "
              + flow.contract().label()
              + ": "
              + first.pointer()
              + " "
              + first.message());
    }
    return otherKey(message, flow)
        .map(what -> fails(candidate, message, what))
        .orElseGet(() -> sent(candidate, message, inForce.version()));
  }

  /** A message keeps the keys under which it was accepted: never silently another one. */
  private Optional<String> otherKey(Message message, FlowDefinition flow) {
    Optional<FlowDefinition> accepted = flow(message, message.landscapeVersion());
    try {
      return accepted.isEmpty() || keys(accepted.get(), message).equals(keys(flow, message))
          ? Optional.empty()
          : Optional.of("The flow in force would give it other keys: send a new message");
    } catch (EvaluationException e) {
      return Optional.of("Its keys cannot be found by the flow in force: " + e.getMessage());
    }
  }

  private static List<JsonNode> keys(FlowDefinition flow, Message message)
      throws EvaluationException {
    List<JsonNode> keys = new ArrayList<>();
    for (Optional<Expression> key : List.of(flow.key(), flow.orderBy(), flow.sequence())) {
      keys.add(key.isPresent() ? key.get().evaluate(message.content()) : MissingNode.getInstance());
    }
    return keys;
  }

  private ReplayEntry rerouted(Candidate candidate, Message message) {
    if (candidate.business() == BusinessStatus.UNKNOWN) {
      return entry(candidate, message, ReplayPrediction.DUPLICATE, NOT_CERTAIN);
    }
    return standbys(candidate, message).alternative().isEmpty()
        ? fails(candidate, message, "Its flow declares no `alternative` for this step")
        : goes(candidate, message, false, "It would go to its other target");
  }

  private ReplayEntry compensated(Candidate candidate, Message message) {
    return standbys(candidate, message).compensations().isEmpty()
        ? fails(candidate, message, "Its flow declares no `compensate`; cancel it instead")
        : goes(candidate, message, false, "It would be given up, and what others did taken back");
  }

  private ReplayEntry settled(Candidate candidate, Message message) {
    String number = documents.get(candidate.businessKey());
    return number == null
        ? fails(candidate, message, "No document's number was given for its key")
        : new ReplayEntry(
            candidate,
            message.contentVersion(),
            ReplayPrediction.WOULD_POST,
            false,
            "It would be recorded as done by hand",
            Optional.of(number));
  }

  private Standbys standbys(Candidate candidate, Message message) {
    Optional<FlowDefinition> flow = flow(message, message.landscapeVersion());
    return step(candidate, flow)
        .map(step -> Standbys.of(flow.orElseThrow(), step, message))
        .orElse(Standbys.NONE);
  }

  private Optional<FlowDefinition> flow(Message message, int version) {
    return catalog.version(version).map(applied -> applied.landscape().flows().get(message.flow()));
  }

  private static Optional<FlowStep> step(Candidate candidate, Optional<FlowDefinition> flow) {
    int number = candidate.id().step();
    return flow.filter(found -> found.hasStep(number)).map(found -> found.step(number));
  }

  private Optional<OperationDefinition> operation(FlowStep step) {
    return Optional.ofNullable(inForce.landscape().system(step.system()))
        .map(system -> system.operations().get(step.operation()));
  }

  private static ReplayEntry goes(
      Candidate candidate, Message message, boolean asks, String reason) {
    return new ReplayEntry(
        candidate,
        message.contentVersion(),
        ReplayPrediction.WOULD_POST,
        asks,
        reason,
        Optional.empty());
  }

  private static ReplayEntry fails(Candidate candidate, Message message, String why) {
    return entry(candidate, message, ReplayPrediction.STILL_FAILS, why);
  }

  private static ReplayEntry entry(
      Candidate candidate, Message message, ReplayPrediction prediction, String reason) {
    return new ReplayEntry(
        candidate, message.contentVersion(), prediction, false, reason, Optional.empty());
  }
}
