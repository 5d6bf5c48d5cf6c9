package org.millrace.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.millrace.journal.Quarantine;
import org.millrace.landscape.ChannelDefinition;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.Actor;

/** What people decide about documents in quarantine. Thread-safe. */
public final class QuarantineDesk {

  /** Alike documents decided about in one call; more take several. */
  public static final int MOST_AT_ONCE = 500;

  private final LandscapeCatalog catalog;
  private final ChannelIntake channels;
  private final Quarantine quarantine;

  public QuarantineDesk(LandscapeCatalog catalog, ChannelIntake channels, Quarantine quarantine) {
    this.catalog = catalog;
    this.channels = channels;
    this.quarantine = quarantine;
  }

  /** What a decision came to. */
  public sealed interface Answer {

    /**
     * It was done.
     *
     * @param documents how many were released or discarded
     * @param refused how many are still not taken
     * @param why the reason of the last of those
     */
    record Done(int documents, int refused, Optional<String> why) implements Answer {}

    /** It is not there, or somebody has decided already. */
    record NotWaiting() implements Answer {}

    /** Nothing can be taken in for now. */
    record NotNow(String detail) implements Answer {}
  }

  /** Takes a document in by the landscape in force; it stays where it is if that fails. */
  public Answer release(long number, Actor actor, String why) throws InterruptedException {
    return quarantine.waiting(number).isEmpty()
        ? new Answer.NotWaiting()
        : release(List.of(number), actor, why);
  }

  /** The same for those that wait for the same reason, in the order they came. */
  public Answer releaseAlike(UUID alike, Actor actor, String why) throws InterruptedException {
    List<Long> numbers = quarantine.alike(alike, MOST_AT_ONCE);
    return numbers.isEmpty() ? new Answer.NotWaiting() : release(numbers, actor, why);
  }

  private Answer release(List<Long> numbers, Actor actor, String why) throws InterruptedException {
    int released = 0;
    int refused = 0;
    Optional<String> last = Optional.empty();
    for (long number : numbers) {
      Optional<Quarantine.Entry> entry = quarantine.waiting(number);
      if (entry.isEmpty()) {
        continue;
      }
      switch (taken(entry.get().document())) {
        case ChannelIntake.Result.Taken taken -> {
          if (quarantine.released(number, taken.message(), actor, why)) {
            released++;
          }
        }
        case ChannelIntake.Result.Unfit unfit -> {
          quarantine.checked(number, Optional.of(unfit.reason()), catalog.current().version());
          last = Optional.of(unfit.reason().detail());
          refused++;
        }
        case ChannelIntake.Result.NotNow later -> {
          return released + refused == 0
              ? new Answer.NotNow(later.detail())
              : new Answer.Done(released, refused, Optional.of(later.detail()));
        }
      }
    }
    return new Answer.Done(released, refused, last);
  }

  private ChannelIntake.Result taken(Quarantine.Document document) throws InterruptedException {
    Optional<ChannelDefinition> channel = channels.channel(document.channel());
    return channel.isEmpty()
        ? new ChannelIntake.Result.Unfit(Reasons.noChannel(document.channel()))
        : channels.take(channel.get(), ChannelIntake.arrival(document));
  }

  /** Decides that a document is not to be taken; it is kept, marked. */
  public Answer discard(long number, Actor actor, String why) {
    return quarantine.discarded(number, actor, why)
        ? new Answer.Done(1, 0, Optional.empty())
        : new Answer.NotWaiting();
  }

  /** The same for those that wait for the same reason. */
  public Answer discardAlike(UUID alike, Actor actor, String why) {
    List<Long> numbers = quarantine.alike(alike, MOST_AT_ONCE);
    int discarded = 0;
    for (long number : numbers) {
      if (quarantine.discarded(number, actor, why)) {
        discarded++;
      }
    }
    return numbers.isEmpty()
        ? new Answer.NotWaiting()
        : new Answer.Done(discarded, 0, Optional.empty());
  }
}
