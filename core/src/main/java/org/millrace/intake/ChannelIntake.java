package org.millrace.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.millrace.intake.Arrival.Answer;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.intake.IntakeAnswer.Refused;
import org.millrace.journal.JournalUnavailableException;
import org.millrace.journal.Quarantine;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.ChannelDefinition;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.message.MessageId;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides about documents whose sender cannot be told "no": the flow takes them by the same way as
 * any message, or they are kept as they came. Nothing is dropped. Thread-safe.
 */
public final class ChannelIntake {

  /** Headers that every channel keeps. */
  public static final List<String> KEPT_HEADERS =
      List.of(
          "content-type",
          "content-encoding",
          "user-agent",
          Identification.WEBHOOK_ID,
          "webhook-timestamp");

  /** Of those, the ones that differ between tries of one document. */
  private static final List<String> OF_A_TRY = List.of("user-agent", "webhook-timestamp");

  private final LandscapeCatalog catalog;
  private final Intake intake;
  private final DryRun dryRun;
  private final Quarantine quarantine;
  private final Identification identification;

  public ChannelIntake(
      LandscapeCatalog catalog,
      Intake intake,
      DryRun dryRun,
      Quarantine quarantine,
      JsonMapper json) {
    this.catalog = catalog;
    this.intake = intake;
    this.dryRun = dryRun;
    this.quarantine = quarantine;
    this.identification = new Identification(json);
  }

  public Optional<ChannelDefinition> channel(String name) {
    return Optional.ofNullable(catalog.current().landscape().channels().get(name));
  }

  /**
   * Takes a document or keeps it.
   *
   * @throws JournalUnavailableException if neither was possible; nothing was kept then
   */
  public Answer receive(ChannelDefinition channel, Arrival arrival) throws InterruptedException {
    return switch (take(channel, arrival)) {
      case Result.Taken taken -> new Answer.Taken(taken.message(), taken.again());
      case Result.NotNow later -> new Answer.NotNow(later.detail());
      case Result.Unfit unfit -> kept(channel, arrival, unfit.reason());
    };
  }

  /** What taking came to. */
  sealed interface Result {

    record Taken(MessageId message, boolean again) implements Result {}

    record Unfit(Quarantine.Reason reason) implements Result {}

    record NotNow(String detail) implements Result {}
  }

  /** The way of any message: identified, checked, keyed, appended. */
  Result take(ChannelDefinition channel, Arrival arrival) throws InterruptedException {
    IntakeRequest request;
    try {
      request = identification.request(channel, arrival);
    } catch (Identification.Unknown e) {
      return new Result.Unfit(Reasons.of(channel.name(), e));
    }
    return switch (intake.accept(request)) {
      case IntakeAnswer.Accepted accepted -> new Result.Taken(accepted.message(), false);
      case IntakeAnswer.Repeated repeated -> new Result.Taken(repeated.message(), true);
      case Refused refused ->
          isForNow(refused)
              ? new Result.NotNow(refused.detail())
              : new Result.Unfit(
                  Reasons.of(channel.name(), refused, Optional.of(request.operation())));
    };
  }

  private static boolean isForNow(Refused refused) {
    return refused.refusal() == Refusal.TEMPORARY_REDUCED_CAPACITY
        || refused.refusal() == Refusal.REQUEST_IN_FLIGHT;
  }

  private Answer kept(ChannelDefinition channel, Arrival arrival, Quarantine.Reason reason) {
    AppliedLandscape applied = catalog.current();
    Quarantine.Document document =
        new Quarantine.Document(
            identity(channel, arrival),
            channel.name(),
            channel.system(),
            arrival.headers(),
            arrival.body(),
            arrival.correlationId(),
            arrival.traceparent());
    Quarantine.Limits limits =
        new Quarantine.Limits(channel.limits().entries(), channel.limits().bytes());
    return switch (quarantine.keep(document, reason, applied.version(), limits)) {
      case Quarantine.Kept.Durable kept -> new Answer.Kept(kept.number(), kept.again());
      case Quarantine.Kept.Full full ->
          new Answer.NotNow(
              "The quarantine of channel `"
                  + channel.name()
                  + "` is full, and this document can neither be taken nor kept; somebody has to"
                  + " release or discard what waits there.");
    };
  }

  /** A repetition is the same document under the same identifying headers. */
  private static UUID identity(ChannelDefinition channel, Arrival arrival) {
    List<String> parts = new ArrayList<>(List.of("document", channel.name()));
    new TreeMap<>(arrival.headers())
        .forEach(
            (name, value) -> {
              if (!OF_A_TRY.contains(name)) {
                parts.add(name);
                parts.add(value);
              }
            });
    parts.add(Hashes.of(arrival.body()).toString());
    return Hashes.of(parts.toArray(String[]::new));
  }

  /** Why a document would not be taken at present; nothing if it would be. */
  Optional<Quarantine.Reason> wouldRefuse(Quarantine.Document document) {
    Optional<ChannelDefinition> channel = channel(document.channel());
    if (channel.isEmpty()) {
      return Optional.of(Reasons.noChannel(document.channel()));
    }
    try {
      IntakeRequest request = identification.request(channel.get(), arrival(document));
      return dryRun
          .wouldRefuse(request)
          .map(
              refused -> Reasons.of(document.channel(), refused, Optional.of(request.operation())));
    } catch (Identification.Unknown e) {
      return Optional.of(Reasons.of(document.channel(), e));
    }
  }

  static Arrival arrival(Quarantine.Document document) {
    return new Arrival(
        document.channel(),
        document.headers(),
        document.body(),
        document.correlationId(),
        document.traceparent());
  }
}
