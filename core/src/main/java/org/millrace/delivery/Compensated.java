package org.millrace.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outcome;
import org.millrace.journal.DeliveryQueue;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.Standby;
import org.millrace.message.DeliveryId;
import org.millrace.message.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the mapping of a compensation knows of what it takes back. */
final class Compensated {

  /** The name that mappings read it by. */
  private static final String NAME = "compensated";

  private static final JsonMapper JSON = StrictJson.mapper();

  private final Function<DeliveryId, Optional<DeliveryQueue.Effect>> effects;

  Compensated(Function<DeliveryId, Optional<DeliveryQueue.Effect>> effects) {
    this.effects = effects;
  }

  /** For the mapping of a step; nothing for one that takes nothing back. */
  Map<String, JsonNode> of(DeliveryId id, FlowStep step) {
    return step.standby()
        .filter(standby -> standby.kind() == Standby.Kind.COMPENSATES)
        .map(standby -> Map.of(NAME, known(new DeliveryId(id.message(), standby.of()))))
        .orElse(Map.of());
  }

  private JsonNode known(DeliveryId compensated) {
    ObjectNode known = JSON.createObjectNode();
    DeliveryQueue.Effect effect =
        effects
            .apply(compensated)
            .orElseGet(() -> new DeliveryQueue.Effect(Optional.empty(), Optional.empty()));
    effect.reference().ifPresent(number -> known.put("reference", number));
    effect.result().flatMap(Compensated::parsed).ifPresent(said -> known.set("response", said));
    return known;
  }

  /** It was written by this class, perhaps of another version. */
  private static Optional<JsonNode> parsed(String json) {
    try {
      return Optional.of(JSON.readTree(json));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** What is to be kept of an answer, if something takes the step back; not if it is too long. */
  static Optional<String> keep(FlowDefinition flow, FlowStep step, Outcome outcome) {
    boolean takenBack =
        flow.standby().stream()
            .flatMap(other -> other.standby().stream())
            .anyMatch(
                standby ->
                    standby.kind() == Standby.Kind.COMPENSATES && standby.of() == step.number());
    return takenBack
        ? Optional.of(outcome.exchange().facts().path("response"))
            .filter(said -> !said.isMissingNode() && !said.isNull())
            .map(JSON::writeValueAsString)
            .filter(json -> json.length() <= Exchange.MOST_KEPT)
        : Optional.empty();
  }
}
