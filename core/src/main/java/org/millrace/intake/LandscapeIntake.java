package org.millrace.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.millrace.intake.Drafting.Result;
import org.millrace.intake.IntakeAnswer.Accepted;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeAnswer.Refused;
import org.millrace.intake.IntakeAnswer.Repeated;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Draft;
import org.millrace.journal.Inbox;
import org.millrace.journal.JournalUnavailableException;
import org.millrace.journal.Message;
import org.millrace.journal.Receipt;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.LandscapeCatalog;
import tools.jackson.databind.json.JsonMapper;

/** Takes messages in by the landscape in force. */
public final class LandscapeIntake implements Intake, DryRun {

  private final LandscapeCatalog catalog;
  private final Inbox inbox;
  private final DeliveryQueue journal;
  private final Drafting drafting;
  private final Supplier<String> correlationIds;

  /** Idempotency keys whose first request has not been answered yet. */
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param journal where a first message is read back to compare contents
   * @param correlationIds mints the id of a message that came without one
   */
  public LandscapeIntake(
      LandscapeCatalog catalog,
      Inbox inbox,
      DeliveryQueue journal,
      JsonMapper json,
      RandomGenerator random,
      Supplier<String> correlationIds) {
    this.catalog = catalog;
    this.inbox = inbox;
    this.journal = journal;
    this.drafting = new Drafting(json, random);
    this.correlationIds = correlationIds;
  }

  @Override
  public IntakeAnswer accept(IntakeRequest request) throws InterruptedException {
    return switch (draft(request, catalog.current())) {
      case Result.Unfit unfit -> unfit.refused();
      case Result.Drafted drafted -> append(drafted.draft());
    };
  }

  @Override
  public List<IntakeAnswer> acceptTogether(List<IntakeRequest> records, BatchTerms terms)
      throws InterruptedException {
    AppliedLandscape applied = catalog.current();
    return new TogetherIntake(inbox, this::answer, this::hasSameContent)
        .accept(records, records.stream().map(record -> draft(record, applied)).toList(), terms);
  }

  @Override
  public Optional<Refused> wouldRefuse(IntakeRequest request) {
    return switch (draft(request, catalog.current())) {
      case Result.Unfit unfit -> Optional.of(unfit.refused());
      case Result.Drafted drafted ->
          inbox
              .holder(drafted.draft())
              .map(first -> answer(drafted.draft(), first))
              .filter(Refused.class::isInstance)
              .map(Refused.class::cast);
    };
  }

  private Result draft(IntakeRequest request, AppliedLandscape applied) {
    return drafting.draft(
        request, applied, request.headers().correlationId().orElseGet(correlationIds));
  }

  private IntakeAnswer append(Draft draft) throws InterruptedException {
    UUID key = draft.clientDedup().orElse(draft.businessDedup());
    if (!underWay.add(key)) {
      return new Refused(
          Refusal.REQUEST_IN_FLIGHT,
          "The same key is being accepted this moment; ask again.",
          List.of(),
          draft.correlationId());
    }
    try {
      return answer(draft, inbox.append(draft).get());
    } catch (ExecutionException e) {
      return unavailable(draft, e.getCause());
    } finally {
      underWay.remove(key);
    }
  }

  private IntakeAnswer answer(Draft draft, Receipt receipt) {
    return switch (receipt) {
      case Receipt.Accepted accepted -> new Accepted(accepted.message(), draft.correlationId());
      case Receipt.Duplicate duplicate -> answer(draft, duplicate);
    };
  }

  /** The same document may be written differently: spaces and the order of names do not matter. */
  private boolean hasSameContent(Draft draft, Receipt.Duplicate duplicate) {
    return duplicate.sameBytes()
        || journal
            .message(duplicate.message())
            .map(first -> first.content().equals(draft.payload().content()))
            .orElse(false);
  }

  private IntakeAnswer answer(Draft draft, Receipt.Duplicate duplicate) {
    Optional<Message> first = journal.message(duplicate.message());
    boolean same =
        duplicate.sameBytes()
            || first.map(m -> m.content().equals(draft.payload().content())).orElse(false);
    if (same) {
      return new Repeated(
          duplicate.message(), first.map(Message::correlationId).orElse(draft.correlationId()));
    }
    String key =
        duplicate.byBusinessKey()
            ? "The business key " + draft.businessKey()
            : "The Idempotency-Key of this request";
    return new Refused(
        Refusal.IDEMPOTENCY_KEY_REUSED,
        key
            + " was used before for a document with other content (message "
            + duplicate.message()
            + "); nothing was taken.",
        List.of(),
        draft.correlationId());
  }

  /** The first line of what the database says; the others name its tables. */
  private static String said(JournalUnavailableException refused) {
    return String.valueOf(refused.getCause()).lines().findFirst().orElse("");
  }

  static IntakeAnswer unavailable(Draft draft, @org.jspecify.annotations.Nullable Throwable cause) {
    Throwable reason = cause instanceof CompletionException ? cause.getCause() : cause;
    if (reason instanceof JournalUnavailableException unavailable && unavailable.isOfContent()) {
      return new Refused(
          Refusal.INVALID_REQUEST,
          "The journal cannot store this document: " + said(unavailable) + ".",
          List.of(),
          draft.correlationId());
    }
    if (reason instanceof JournalUnavailableException) {
      return new Refused(
          Refusal.TEMPORARY_REDUCED_CAPACITY,
          "Nothing was taken, because " + reason.getMessage() + "; send it again.",
          List.of(),
          draft.correlationId());
    }
    throw new IllegalStateException("appending failed", cause);
  }
}
