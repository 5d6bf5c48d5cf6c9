package org.millrace.monitoring;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.millrace.monitoring.MessageDetail.Explanation;

/** Says of one delivery where it is, why, what happens next, and who holds it. */
final class Explanations {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private static final String NOBODY = "Nobody: Millrace goes on by itself";

  private final Titles titles;
  private final Sentences sentences;

  Explanations(Titles titles, Sentences sentences) {
    this.titles = titles;
    this.sentences = sentences;
  }

  Explanation of(Shown shown, Optional<MessageDetail.Attempt> lastFailure) {
    return new Explanation(
        sentences.where(shown), why(shown, lastFailure), next(shown), holder(shown));
  }

  private String why(Shown shown, Optional<MessageDetail.Attempt> lastFailure) {
    String target = titles.system(shown.row().system());
    return switch (shown.state()) {
      case HELD ->
          shown
              .hold()
              .map(
                  hold ->
                      hold.kind().equals(ClosedWindows.KIND)
                          ? target + " has service hours. " + hold.detail()
                          : hold.detail() + " (since " + TIME.format(hold.since()) + ")")
              .orElseGet(() -> awaited(shown, target));
      case BLOCKED ->
          shown.blockedByKey().isPresent()
              ? "Messages of one order key go to " + target + " one after the other"
              : shown.awaited().isEmpty()
                  ? "This step of the flow comes after an earlier one"
                  : awaited(shown, target);
      case READY -> "Nothing is in its way";
      case IN_FLIGHT -> "It has been sent, or is being sent this moment; the answer is due";
      case RETRY_AT, IN_DOUBT, NEEDS_PERSON ->
          lastFailure
              .flatMap(attempt -> attempt.detail())
              .or(() -> shown.row().caseDetail())
              .or(() -> shown.row().cause().map(Words::plain))
              .orElse("The reason is not recorded");
      case DELIVERED ->
          target
              + " took it, but its answer did not prove the business effect"
              + answers(shown, false)
                  .map(event -> "; that is told by the event " + event)
                  .orElse("");
      case CONFIRMED -> target + "'s answer proved the effect";
      case REJECTED ->
          shown.row().caseDetail().orElseGet(() -> target + "'s business answer was no");
      case SETTLED_BY_HAND -> "A person recorded that it was done outside";
      case CANCELLED -> "A person decided that it is not to be done";
      case REROUTED -> "It goes to another target instead";
      case SKIPPED -> "An earlier step of its flow ended without effect";
    };
  }

  private String awaited(Shown shown, String target) {
    List<String> all = shown.awaited().stream().map(each -> sentences.until(each, target)).toList();
    return all.isEmpty()
        ? shown.row().cause().map(Words::plain).orElse("The reason is not recorded")
        : "It waits " + Words.small(String.join("; ", all));
  }

  private String next(Shown shown) {
    String target = titles.system(shown.row().system());
    Optional<Instant> due = shown.row().dueAt();
    return switch (shown.state()) {
      case READY -> "It is sent as soon as " + target + " has room for it";
      case IN_FLIGHT ->
          "The answer decides; without one, " + target + " is asked whether it has it";
      case RETRY_AT -> "It is sent again" + at(due);
      case IN_DOUBT ->
          target + " is asked whether it has it" + at(due) + "; it is not sent again before";
      case HELD ->
          shown
              .hold()
              .map(
                  hold ->
                      switch (hold.kind()) {
                        case "PERSON" -> "It goes, in its order, when a person releases " + target;
                        case ClosedWindows.KIND -> "It goes then, in its order";
                        default -> "It goes, in its order, as soon as " + target + " works again";
                      })
              .orElseGet(() -> patience(shown));
      case BLOCKED ->
          shown.blockedByKey().isPresent()
              ? "It goes when " + shown.blockedByKey().get() + " is done or ended"
              : shown.awaited().isEmpty()
                  ? "It goes when the earlier step had its effect, and is skipped if that never"
                      + " will"
                  : patience(shown);
      case NEEDS_PERSON ->
          shown.awaited().isEmpty()
              ? "Nothing, until a person releases, settles or cancels it"
              : "It goes by itself when what it waits for comes; a person may decide before";
      case DELIVERED -> confirmation(shown);
      case REJECTED ->
          shown.row().caseNumber().isPresent()
              ? "Nothing by itself: a person takes note, settles it by hand, or takes back what"
                  + " else was done"
              : "Nothing more";
      case CONFIRMED, SETTLED_BY_HAND, CANCELLED, REROUTED, SKIPPED -> "Nothing more";
    };
  }

  /** The event that says yes, or no, about what. */
  private static Optional<String> answers(Shown shown, boolean rejects) {
    return shown.awaited().stream()
        .filter(each -> each instanceof Awaited.Answer answer && answer.rejects() == rejects)
        .map(Awaited.Answer.class::cast)
        .map(answer -> answer.type() + " about " + answer.about())
        .findFirst();
  }

  private static String confirmation(Shown shown) {
    Optional<String> yes = answers(shown, false);
    if (yes.isEmpty()) {
      return "Nothing that is declared confirms it; a person may settle it by hand";
    }
    String both =
        "It is confirmed when "
            + yes.get()
            + " happens"
            + answers(shown, true).map(no -> ", and rejected when " + no + " does").orElse("");
    return both
        + shown.awaited().stream()
            .flatMap(each -> each.until().stream())
            .findFirst()
            .map(moment -> "; if neither has come by " + TIME.format(moment) + ", a person is told")
            .orElse("; a person has been told that it has not come in time");
  }

  private static String patience(Shown shown) {
    Optional<Instant> until =
        shown.awaited().stream().flatMap(each -> each.until().stream()).min(Instant::compareTo);
    boolean tells =
        shown.awaited().stream()
            .noneMatch(each -> each instanceof Awaited.Earlier number && !number.escalates());
    return until
        .map(
            moment ->
                "It goes when that comes; if it has not come by "
                    + TIME.format(moment)
                    + (tells ? ", a person is told" : ", it goes on without"))
        .orElse("It goes when that comes; a person has been told");
  }

  private static String at(Optional<Instant> due) {
    return due.map(moment -> " at " + TIME.format(moment)).orElse("");
  }

  private static String holder(Shown shown) {
    Optional<String> owner = shown.row().caseOwner().map(o -> Words.plain(Words.kebab(o)));
    return switch (shown.state()) {
      case NEEDS_PERSON -> Words.sentence(owner.orElse("a person")) + inCase(shown);
      case HELD ->
          shown.hold().filter(hold -> hold.kind().equals("PERSON")).isPresent()
              ? "The person who held " + shown.row().system()
              : NOBODY;
      case BLOCKED ->
          owner.isPresent() ? Words.sentence(owner.get()) + inCase(shown) : behind(shown);
      case READY, IN_FLIGHT, RETRY_AT, IN_DOUBT -> NOBODY;
      case DELIVERED ->
          owner.isPresent()
              ? Words.sentence(owner.get()) + inCase(shown)
              : Words.sentence(shown.row().system()) + ", whose confirmation is due";
      case REJECTED ->
          owner.isPresent() ? Words.sentence(owner.get()) + inCase(shown) : "Nobody: it has ended";
      case CONFIRMED, SETTLED_BY_HAND, CANCELLED, REROUTED, SKIPPED -> "Nobody: it has ended";
    };
  }

  private static String behind(Shown shown) {
    return shown.blockedByKey().map(key -> "Whoever holds " + key).orElse(NOBODY);
  }

  private static String inCase(Shown shown) {
    return shown.row().caseNumber().map(number -> ", by case " + number).orElse("")
        + shown.row().caseEscalatedTo().map(to -> ", which was escalated to " + to).orElse("");
  }
}
