package org.millrace.landscape;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.millrace.mapping.Expression;

/**
 * A channel as declared in {@code channels/*.yaml}: documents come over it whose sender cannot be
 * told "no".
 *
 * @param name its key in the landscape
 * @param system who sends
 * @param leads how the operation is found
 * @param key expression over headers and body that stands for the Idempotency-Key; nothing means
 *     the header {@code webhook-id}
 * @param signature credential with the secret that signs; nothing means that senders use an API key
 * @param headers kept beside those that are always kept, in lower case
 */
public record ChannelDefinition(
    String name,
    String title,
    String system,
    Leads leads,
    Optional<Expression> key,
    Optional<String> signature,
    List<String> headers,
    Limits limits,
    Position at) {

  public ChannelDefinition {
    headers = List.copyOf(headers);
  }

  /** To which operation a document leads. */
  public sealed interface Leads {

    /** Always to the same. */
    record Fixed(String operation) implements Leads {}

    /** To what an expression over {@code headers} and {@code body} says, if it is among these. */
    record Computed(Expression from, Set<String> among) implements Leads {
      public Computed {
        among = Set.copyOf(among);
      }
    }
  }

  /** Every operation that a document can lead to. */
  public Set<String> operations() {
    return switch (leads) {
      case Leads.Fixed fixed -> Set.of(fixed.operation());
      case Leads.Computed computed -> new TreeSet<>(computed.among());
    };
  }

  /**
   * @param size most bytes of one document
   * @param entries most documents of this channel in quarantine
   * @param bytes most bytes of them together
   */
  public record Limits(int size, int entries, int bytes) {}
}
