package org.millrace.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.FlowStep;
import org.millrace.landscape.Standby;

/**
 * What can be planned when one step of a message does not go as it should.
 *
 * @param alternative the step's other target
 * @param compensations what takes back the effects of the flow's steps; which of these had one is
 *     known to the journal alone
 */
public record Standbys(Optional<Planned> alternative, List<Planned> compensations) {

  public static final Standbys NONE = new Standbys(Optional.empty(), List.of());

  public Standbys {
    compensations = List.copyOf(compensations);
  }

  /**
   * A step that can be planned.
   *
   * @param lane what must be delivered in order is in one lane
   * @param of the step that it stands by for
   */
  public record Planned(int step, String system, long lane, int of) {}

  /** Those of a step of a message. Steps that stand by themselves have none. */
  public static Standbys of(FlowDefinition flow, FlowStep step, Message message) {
    if (flow.standby().isEmpty() || step.standby().isPresent()) {
      return NONE;
    }
    return new Standbys(
        flow.standby().stream()
            .filter(other -> is(other, Standby.Kind.REPLACES))
            .map(other -> planned(other, message))
            .filter(planned -> planned.of() == step.number())
            .findFirst(),
        flow.standby().stream()
            .filter(other -> is(other, Standby.Kind.COMPENSATES))
            .map(other -> planned(other, message))
            .filter(planned -> planned.of() != step.number())
            .toList());
  }

  private static boolean is(FlowStep step, Standby.Kind kind) {
    return step.standby().filter(standby -> standby.kind() == kind).isPresent();
  }

  private static Planned planned(FlowStep step, Message message) {
    return new Planned(
        step.number(),
        step.system(),
        lane(message, step.number()),
        step.standby().orElseThrow().of());
  }

  private static long lane(Message message, int step) {
    return lane(message.flow(), step, message.orderKey().orElseGet(() -> message.id().toString()));
  }

  /** A lane's number: what must go in order hashes alike. */
  public static long lane(String flow, int step, String orderKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(flow, Integer.toString(step), orderKey)) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
