package org.millrace.monitoring;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.millrace.message.Actor;
import org.millrace.message.DeliveryState;

/** Says in one sentence, for plant people, where a message is and what happened to it. */
final class Sentences {

  private final Titles titles;

  Sentences(Titles titles) {
    this.titles = titles;
  }

  /** Where a message is: what the delivery that hurts most says, or that all is done. */
  String summary(List<Shown> deliveries) {
    for (DeliveryState state : StateGroup.URGENCY) {
      Optional<Shown> speaker = deliveries.stream().filter(d -> d.state() == state).findFirst();
      if (speaker.isPresent()) {
        return state == DeliveryState.CONFIRMED ? allHaveIt(deliveries) : where(speaker.get());
      }
    }
    return "It has no target";
  }

  private String allHaveIt(List<Shown> all) {
    List<Shown> deliveries = all.stream().filter(d -> d.state() != DeliveryState.REROUTED).toList();
    List<String> names =
        deliveries.stream().map(d -> titles.system(d.row().system())).distinct().toList();
    if (names.size() == 1) {
      return names.getFirst() + " has it" + as(deliveries.getFirst().row().reference());
    }
    return names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "))
        + " and "
        + names.getLast()
        + " have it";
  }

  /** Where a delivery is. */
  String where(Shown shown) {
    Rows.Delivery row = shown.row();
    String target = titles.system(row.system());
    return switch (shown.state()) {
      case NEEDS_PERSON -> refused(row, target);
      case IN_DOUBT ->
          "It may have reached " + target + "; that is found out before anything is sent again";
      case HELD -> held(shown, target);
      case BLOCKED ->
          shown
              .blockedByKey()
              .map(key -> "Waits its turn behind " + key + " for " + target)
              .orElseGet(() -> blocked(shown, target));
      case RETRY_AT -> target + because(row.cause()) + "; it is tried again by itself";
      case IN_FLIGHT -> "Is being sent to " + target;
      case READY -> "Next in line for " + target;
      case REJECTED -> rejected(row, target);
      case DELIVERED ->
          target
              + " took it"
              + as(row.reference())
              + (row.caseNumber().isPresent()
                  ? "; nothing confirmed it in time"
                  : "; its confirmation is due");
      case CONFIRMED -> target + " has it" + as(row.reference());
      case SETTLED_BY_HAND -> "Done by hand in " + target + as(row.reference());
      case CANCELLED -> "Cancelled; it does not go to " + target;
      case REROUTED -> "Not sent to " + target + "; it goes to another target instead";
      case SKIPPED -> "Not sent to " + target + ", because an earlier step had no effect";
    };
  }

  private static String rejected(Rows.Delivery row, String target) {
    return row.caseDetail()
        .map(detail -> target + " took it, and then: " + Words.small(detail))
        .orElseGet(() -> target + "'s business answer was no" + because(row.cause()));
  }

  private static String refused(Rows.Delivery row, String target) {
    String detail =
        row.caseDetail()
            .map(Words::withoutStatus)
            .or(row::cause)
            .orElse("the reason is not recorded");
    return switch (row.caseClass().orElse("")) {
      case "DATA_QUALITY" -> "The content does not fit " + target + ": " + detail;
      case "UNKNOWN_OUTCOME" -> "Nobody can tell whether " + target + " has it: " + detail;
      case "DUPLICATE" -> target + " has this key already: " + detail;
      case "OUTAGE", "TRANSIENT" -> target + " could not take it: " + detail;
      default -> target + " refused it: " + detail;
    };
  }

  private String blocked(Shown shown, String target) {
    return shown.awaited().stream()
        .findFirst()
        .map(awaited -> "Waits " + Words.small(until(awaited, target)))
        .orElse("Waits until its earlier step is done");
  }

  /** What has to come. */
  String until(Awaited awaited, String target) {
    return switch (awaited) {
      case Awaited.Earlier number when number.nextIsHere() || number.next() == number.number() ->
          "Its turn behind the earlier numbers of its key for " + target;
      case Awaited.Earlier number ->
          "For number %d of its key, which has not come".formatted(number.next());
      case Awaited.Effect effect ->
          "Until %s %s is done in %s"
              .formatted(titles.flow(effect.flow()), effect.key(), titles.system(effect.system()));
      case Awaited.Answer answer ->
          "For the event %s about %s".formatted(answer.type(), answer.about());
      case Awaited.Event event ->
          "For the event " + event.type() + event.about().map(what -> " about " + what).orElse("");
    };
  }

  private String held(Shown shown, String target) {
    if (shown.hold().isEmpty()) {
      return shown.awaited().isEmpty()
          ? "Kept for " + target + because(shown.row().cause())
          : blocked(shown, target);
    }
    Rows.Hold hold = shown.hold().get();
    return switch (hold.kind()) {
      case "PERSON" -> "Kept until the hold of " + target + " ends: " + hold.detail();
      case ClosedWindows.KIND ->
          "Kept outside the service hours of " + target + ": " + hold.detail();
      default -> "Kept until " + target + " is back: " + hold.detail();
    };
  }

  private static String because(Optional<String> cause) {
    return cause.map(c -> " (" + Words.plain(c) + ")").orElse("");
  }

  private static String as(Optional<String> reference) {
    return reference.map(r -> " as " + r).orElse("");
  }

  /** That a message came. */
  String accepted(String sender) {
    return titles.system(sender) + " sent it; it is kept safely";
  }

  /** What came of an attempt. */
  String attempt(
      String system,
      boolean asked,
      Optional<Integer> status,
      Optional<String> detail,
      String evidence,
      Optional<String> decision) {
    String target = titles.system(system);
    if (decision.isEmpty()) {
      return asked ? target + " was asked and has it" : target + " took it";
    }
    String what =
        detail
            .filter(d -> !d.isBlank())
            .map(d -> Words.clause(Words.withoutStatus(d)))
            .or(() -> status.map(s -> "answered " + s))
            .orElse(Words.plain(evidence));
    return (asked ? target + " was asked: " : target + ": ")
        + what
        + "; "
        + decided(decision.get());
  }

  private static String decided(String decision) {
    return switch (decision) {
      case "retry" -> "it is tried again by itself";
      case "ask-target" -> "it is asked for before anything is sent again";
      case "hold-target" -> "all for this target is kept until it is back";
      case "open-case" -> "a person has to decide";
      case "reroute" -> "it goes to another target instead";
      case "compensate" -> "it is given up, and what was done before is taken back";
      case "take-as-delivered" -> "it was there already, so nothing is doubled";
      // Written by another version: better shown as it is than a page that fails.
      default -> Words.plain(decision);
    };
  }

  /** What a person or a rule did. */
  String transition(
      String actor, String system, String from, String to, String cause, Optional<String> reason) {
    String target = titles.system(system);
    String who = Words.sentence(who(actor));
    String why = reason.filter(r -> !r.isBlank()).map(r -> ": " + r).orElse("");
    if (cause.equals("confirmed-by-event")) {
      return who + " told that it was confirmed in " + target + why;
    }
    if (cause.equals("rejected-by-event")) {
      return who + " told that the business said no in " + target + why;
    }
    if (to.equals(from)) {
      return unmoved(target, cause) + why;
    }
    return switch (to) {
      case "REROUTED" -> who + " sent it elsewhere instead of " + target + why;
      case "READY" ->
          who + " let it go to " + target + (from.equals("BLOCKED") ? "" : " again") + why;
      case "SETTLED_BY_HAND" -> who + " recorded it as done by hand in " + target + why;
      case "CANCELLED" -> who + " cancelled it for " + target + why;
      case "SKIPPED" -> "It does not go to " + target + ", because an earlier step had no effect";
      case "HELD" -> who + " holds it for " + target + " (" + Words.plain(cause) + ")" + why;
      case "NEEDS_PERSON" ->
          "A person has to decide about " + target + " (" + Words.plain(cause) + ")" + why;
      case "CONFIRMED" -> target + " confirmed it" + why;
      case "REJECTED" -> target + "'s business answer was no" + why;
      case "IN_DOUBT" ->
          "It is not known whether " + target + " has it (" + Words.plain(cause) + ")" + why;
      default ->
          who
              + " moved it from "
              + Words.plain(Words.kebab(from))
              + " to "
              + Words.plain(Words.kebab(to))
              + " ("
              + Words.plain(cause)
              + ")"
              + why;
    };
  }

  /** What concerns a delivery without moving it. */
  private static String unmoved(String target, String cause) {
    return switch (cause) {
      case "rerouted" -> target + " gets it instead";
      case "compensation" -> "What was done in " + target + " is to be taken back";
      case "cancelled", "given-up" -> "A person took note of it";
      case "compensated" -> "What was done in " + target + " was taken back";
      case "patience-ended" -> "What it waits for has not come; a person was told";
      // Written by another version: better shown as it is than a page that fails.
      default -> Words.sentence(Words.plain(cause));
    };
  }

  private String who(String label) {
    Actor actor;
    try {
      actor = Actor.of(label);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      // Written by another version: better shown as it is than a page that fails.
      return label;
    }
    return switch (actor.kind()) {
      case PLATFORM -> "Millrace";
      case PERSON -> actor.name();
      case SYSTEM -> titles.system(actor.name());
    };
  }
}
