package org.millrace.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.millrace.message.Actor;
import org.millrace.message.MessageId;
import org.millrace.message.WebhookEvent;

/** What is to be told to the senders of messages, and what became of it. Thread-safe. */
public interface Webhooks {

  /**
   * Webhooks whose time has come, the longest due first.
   *
   * @param most of one endpoint, so that no endpoint's backlog hides another's
   */
  List<Due> due(int most);

  /**
   * Records what a try came to; concurrent calls share a commit.
   *
   * @return completes after the commit; fails with {@link JournalUnavailableException} if it could
   *     not be written, and then the webhook is still due
   */
  CompletableFuture<Boolean> record(Tried tried);

  /**
   * Lets an endpoint have webhooks again, among them those that it has not taken.
   *
   * @param since events before this moment are left as they are
   * @return how many became due, or nothing if no such endpoint was ever called
   */
  Optional<Integer> recover(
      String system, String endpoint, Instant since, Actor actor, String reason);

  /** Gives up what could not be told for so long; returns how many that were. */
  int giveUp(Duration after);

  /** Forgets what was told, given up or superseded so long ago. */
  void forget(Duration after);

  /** Identity of a webhook, the same however often it is tried. */
  record Id(MessageId message, WebhookEvent event) {}

  /**
   * A webhook to be told.
   *
   * @param endpoint the declared destination that covers the URL
   * @param since when trying began
   * @param tries how often it was tried since
   * @param disabled whether its endpoint wants none any more
   * @param body what was sent before; a further try must send the same
   */
  record Due(
      Id id,
      String system,
      String endpoint,
      String url,
      Instant occurredAt,
      Instant since,
      int tries,
      boolean disabled,
      Optional<byte[]> body) {}

  /**
   * A try and what follows from it.
   *
   * @param status the answer's, if one came
   */
  record Tried(Due webhook, OptionalInt status, Result result) {}

  /** What follows from a try. */
  sealed interface Result {

    /** It was taken. */
    record Taken() implements Result {}

    /**
     * It is tried again.
     *
     * @param body what was sent, if anything was
     */
    record Again(String detail, Duration after, Optional<byte[]> body) implements Result {}

    /** It is not tried any more. */
    record GivenUp(String detail, Optional<byte[]> body) implements Result {}

    /** The endpoint wants no webhooks any more; all that are due for it are kept back. */
    record EndpointGone(String detail, Optional<byte[]> body) implements Result {}

    /** It was not tried, because its endpoint wants none any more. */
    record KeptBack(String detail) implements Result {}
  }
}
