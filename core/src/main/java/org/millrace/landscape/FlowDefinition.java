package org.millrace.landscape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.mapping.Expression;

/**
 * A flow as declared in {@code flows/*.yaml}.
 *
 * @param name its key in the landscape
 * @param operation the intent it is called by: {@code POST /v1/operations/{operation}}
 * @param contract the contract and version it accepts
 * @param object business object, from the contract
 * @param key expression of the business key; nothing means that callers must send an
 *     Idempotency-Key
 * @param orderBy expression of the order key; nothing means that order does not matter
 * @param skipOnFailure whether later messages of the order key go on past a failed one
 * @param batch what a batch of its messages must at least keep to; nothing leaves it to each batch
 * @param gap what is done about missing numbers of the sequence; nothing means that they are not
 *     looked for
 * @param standby steps that are planned only when they are needed; their numbers go on after those
 *     of the others
 * @param announces business events that its messages tell of
 * @param owners named owners by role
 * @param editable fields a person may correct, each an {@link EditableField}
 * @param fourEyes whether every correction needs a second person
 */
public record FlowDefinition(
    String name,
    String title,
    String operation,
    String process,
    String criticality,
    ContractVersion contract,
    String object,
    Optional<Expression> key,
    Optional<Expression> orderBy,
    Optional<Expression> sequence,
    Optional<GapRule> gap,
    boolean skipOnFailure,
    Optional<BatchRule> batch,
    List<FlowStep> steps,
    List<FlowStep> standby,
    List<Announcement> announces,
    Map<String, String> owners,
    List<String> editable,
    boolean fourEyes,
    Position at) {

  public FlowDefinition {
    steps = List.copyOf(steps);
    standby = List.copyOf(standby);
    announces = List.copyOf(announces);
    owners = Map.copyOf(owners);
    editable = List.copyOf(editable);
  }

  /** The step with a number that is known to exist, also one that stands by. */
  public FlowStep step(int number) {
    return number <= steps.size() ? steps.get(number - 1) : standby.get(number - steps.size() - 1);
  }

  /** Whether there is a step with a number. */
  public boolean hasStep(int number) {
    return number <= steps.size() + standby.size();
  }
}
