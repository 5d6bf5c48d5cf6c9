package org.millrace.journal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.millrace.message.MessageId;

/**
 * Drafts that are appended in one transaction.
 *
 * @param required how many of them must be new, or repeat what is there, for any to be kept
 * @param same first messages whose content is known to be the same although its bytes differ
 * @param mark which records of a batch they are
 */
public record Together(
    List<Draft> drafts, int required, Set<MessageId> same, Optional<BatchMark> mark) {

  public Together {
    drafts = List.copyOf(drafts);
    same = Set.copyOf(same);
  }

  /**
   * What became of them.
   *
   * @param kept whether what was new is durable; if not, nothing was written
   * @param receipts one a draft, in order
   */
  public record Result(boolean kept, List<Receipt> receipts) {
    public Result {
      receipts = List.copyOf(receipts);
    }
  }

  /** Whether a receipt counts towards what is required. */
  public boolean isGood(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Accepted accepted -> true;
      case Receipt.Duplicate duplicate ->
          duplicate.sameBytes() || same.contains(duplicate.message());
    };
  }

  boolean keeps(List<Receipt> receipts) {
    return receipts.stream().filter(this::isGood).count() >= required;
  }
}
