package org.millrace.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryId;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;

/** Merges acceptance, attempts and transitions of one message into its history. */
final class Timeline {

  /** Attempts, and as many transitions, that one page shows: the latest. */
  static final int MOST = 500;

  private final Titles titles;
  private final Sentences sentences;
  private final Explanations explanations;
  private final Function<DeliveryId, String> tokens;

  Timeline(Titles titles, Sentences sentences, Function<DeliveryId, String> tokens) {
    this.titles = titles;
    this.sentences = sentences;
    this.explanations = new Explanations(titles, sentences);
    this.tokens = tokens;
  }

  private record AttemptRow(
      int step, String from, String to, Duration took, MessageDetail.Attempt attempt) {}

  private record TransitionRow(
      int step,
      Instant at,
      String from,
      String to,
      String cause,
      String actor,
      Optional<String> reason) {}

  MessageDetail detail(
      Handle handle, Rows.Message message, MessageItem item, List<Shown> deliveries) {
    List<AttemptRow> attempts = attempts(handle, message.id());
    return new MessageDetail(
        item,
        message.contract(),
        message.landscapeVersion(),
        message.traceparent(),
        message.size(),
        deliveries.stream().map(shown -> delivery(shown, attempts)).toList(),
        CallbackRows.of(handle, message.id()),
        entries(message, deliveries, attempts, transitions(handle, message.id())));
  }

  private List<AttemptRow> attempts(Handle handle, MessageId id) {
    return handle
        .createQuery(
            """
            select * from (
              select step, number, kind, started_at, took_us, status, evidence, failure_class, code,
                detail, decision, from_state, to_state, request, response,
                coalesce(content_version, 1) as content_version
              from attempt where message = :id order by started_at desc limit :most) latest
            order by started_at, number
            """)
        .bind("id", id.value())
        .bind("most", MOST)
        .map(
            (rs, context) -> {
              int step = rs.getInt("step");
              long micros = rs.getLong("took_us");
              return new AttemptRow(
                  step,
                  rs.getString("from_state"),
                  rs.getString("to_state"),
                  Duration.ofNanos(micros * 1_000),
                  new MessageDetail.Attempt(
                      rs.getInt("number"),
                      rs.getString("kind").toLowerCase(Locale.ROOT),
                      Reading.instant(rs, "started_at"),
                      micros / 1_000.0,
                      Reading.intIfAny(rs, "status"),
                      rs.getString("evidence"),
                      Reading.text(rs, "failure_class").map(Words::kebab),
                      Reading.text(rs, "code"),
                      Reading.text(rs, "detail"),
                      Reading.text(rs, "decision"),
                      rs.getString("request"),
                      rs.getString("response"),
                      tokens.apply(new DeliveryId(id, step)),
                      rs.getInt("content_version")));
            })
        .list();
  }

  private static List<TransitionRow> transitions(Handle handle, MessageId id) {
    return handle
        .createQuery(
            """
            select * from (
              select step, at, from_state, to_state, cause, actor, reason from transition
              where message = :id order by at desc limit :most) latest
            order by at
            """)
        .bind("id", id.value())
        .bind("most", MOST)
        .map(
            (rs, context) ->
                new TransitionRow(
                    rs.getInt("step"),
                    Reading.instant(rs, "at"),
                    rs.getString("from_state"),
                    rs.getString("to_state"),
                    rs.getString("cause"),
                    rs.getString("actor"),
                    Reading.text(rs, "reason")))
        .list();
  }

  private MessageDetail.Delivery delivery(Shown shown, List<AttemptRow> attempts) {
    Rows.Delivery row = shown.row();
    List<MessageDetail.Attempt> own =
        attempts.stream()
            .filter(attempt -> attempt.step == row.id().step())
            .map(AttemptRow::attempt)
            .toList();
    return new MessageDetail.Delivery(
        row.id().toString(),
        row.id().step(),
        row.system(),
        titles.operation(row.flow(), row.id().step()),
        shown.state(),
        row.business(),
        row.state() == DeliveryState.RETRY_AT ? row.dueAt() : Optional.empty(),
        shown.behind(),
        shown.blockedBy().map(DeliveryId::toString),
        shown.blockedByKey(),
        row.caseNumber(),
        tokens.apply(row.id()),
        row.reference(),
        shown.hold().map(Rows.Hold::cause).or(row::cause),
        row.state() == DeliveryState.IN_DOUBT ? row.dueAt() : Optional.empty(),
        explanations.of(shown, own.reversed().stream().filter(Timeline::failed).findFirst()),
        own);
  }

  private static boolean failed(MessageDetail.Attempt attempt) {
    return attempt.failureClass().isPresent();
  }

  private List<MessageDetail.Entry> entries(
      Rows.Message message,
      List<Shown> deliveries,
      List<AttemptRow> attempts,
      List<TransitionRow> transitions) {
    List<MessageDetail.Entry> entries = new ArrayList<>();
    entries.add(accepted(message));
    attempts.forEach(attempt -> entries.add(entry(attempt, systemOf(deliveries, attempt.step))));
    transitions.forEach(t -> entries.add(entry(t, systemOf(deliveries, t.step))));
    // The sort is stable: what happened in the same instant stays in the order of its causes.
    entries.sort(Comparator.comparing(MessageDetail.Entry::at));
    return entries;
  }

  private static String systemOf(List<Shown> deliveries, int step) {
    return deliveries.stream()
        .filter(shown -> shown.row().id().step() == step)
        .map(shown -> shown.row().system())
        .findFirst()
        .orElse("");
  }

  private MessageDetail.Entry accepted(Rows.Message message) {
    return new MessageDetail.Entry(
        message.id().acceptedAt(),
        Optional.empty(),
        "accepted",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Actor(Actor.Kind.SYSTEM, message.sender()).label(),
        sentences.accepted(message.sender()),
        Optional.empty());
  }

  private MessageDetail.Entry entry(AttemptRow row, String system) {
    MessageDetail.Attempt attempt = row.attempt;
    return new MessageDetail.Entry(
        attempt.startedAt().plus(row.took),
        Optional.of(row.step),
        "attempt",
        Optional.of(row.from),
        Optional.of(row.to),
        attempt.code(),
        Actor.PLATFORM.label(),
        sentences.attempt(
            system,
            attempt.kind().equals("ask"),
            attempt.status(),
            attempt.detail(),
            attempt.evidence(),
            attempt.decision()),
        Optional.of(attempt.number()));
  }

  private MessageDetail.Entry entry(TransitionRow row, String system) {
    return new MessageDetail.Entry(
        row.at,
        Optional.of(row.step),
        "transition",
        Optional.of(row.from),
        Optional.of(row.to),
        Optional.of(row.cause),
        row.actor,
        sentences.transition(row.actor, system, row.from, row.to, row.cause, row.reason),
        Optional.empty());
  }
}
