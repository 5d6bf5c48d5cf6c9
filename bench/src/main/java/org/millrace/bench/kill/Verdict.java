package org.millrace.bench.kill;

import java.util.List;

/**
 * Accepted messages against effects.
 *
 * @param accepted messages that the node promised to deliver
 * @param lost accepted, but without an effect
 * @param doubled effects beyond the first of their message
 * @param misordered first effects that came after one with a higher sequence of their stream
 * @param uninvited effects of messages that were never accepted; a message whose answer was never
 *     heard would be one, which is why senders repeat until they are answered
 * @param examples the first findings, for a person
 */
public record Verdict(
    long accepted,
    long lost,
    long doubled,
    long misordered,
    long uninvited,
    List<String> examples) {
  public Verdict {
    examples = List.copyOf(examples);
  }

  public boolean holds() {
    return lost == 0 && doubled == 0 && misordered == 0 && uninvited == 0;
  }

  /** The line that a kill run ends with. */
  public String line(int kills) {
    return "accepted=%d kills=%d lost=%d doubled=%d misordered=%d"
        .formatted(accepted, kills, lost, doubled, misordered);
  }
}
