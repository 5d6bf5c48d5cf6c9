package org.millrace.landscape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.millrace.mapping.Expression;

/** Reads what concerns business events: who tells of them, and who waits for them. */
final class EventReader {

  private static final Pattern TYPE = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
  private static final int LONGEST_TYPE = 100;
  private static final int MOST_ANNOUNCED = 10;
  private static final Duration STANDARD_CONFIRMATION = Duration.ofHours(4);
  private static final Duration LONGEST_CONFIRMATION = Duration.ofDays(90);

  private final Reading in;

  EventReader(Reading in) {
    this.in = in;
  }

  /** {@code release-on} of a failure rule: a type, or a type with what it must be about. */
  Optional<FailureRule.ReleaseOn> releaseOn(ConfigReader rule) {
    Optional<ConfigNode> node = rule.node("release-on");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof ConfigNode.Scalar) {
      return rule.optionalText("release-on")
          .filter(type -> check(type, rule.at("release-on")))
          .map(type -> new FailureRule.ReleaseOn(type, Optional.empty()));
    }
    ConfigReader event = rule.section("release-on");
    String type = event.text("event");
    event.text("about");
    FailureRule.ReleaseOn read = new FailureRule.ReleaseOn(type, in.expression(event, "about"));
    event.finish();
    return check(type, event.at("event")) ? Optional.of(read) : Optional.empty();
  }

  /** {@code confirmed-by} of a step. */
  Optional<ConfirmedBy> confirmedBy(ConfigReader step) {
    if (step.node("confirmed-by").isEmpty()) {
      return Optional.empty();
    }
    ConfigReader reader = step.section("confirmed-by");
    String event = reader.text("event");
    boolean proper = check(event, reader.at("event")) && !event.isEmpty();
    reader.text("about");
    Optional<Expression> about = in.expression(reader, "about");
    Duration within =
        PolicyReader.positive(reader, "within", STANDARD_CONFIRMATION, LONGEST_CONFIRMATION);
    Optional<String> rejectedBy =
        reader.optionalText("rejected-by").filter(type -> check(type, reader.at("rejected-by")));
    if (proper && rejectedBy.filter(event::equals).isPresent()) {
      in.problems()
          .add(
              reader.at("rejected-by"),
              "`" + event + "` cannot be both a yes and a no",
              "name another type of event");
    }
    ConfirmedBy.OnRejection then =
        reader.choice("then", ConfirmedBy.OnRejection.class, ConfirmedBy.OnRejection.CASE);
    if (then == ConfirmedBy.OnRejection.COMPENSATE && rejectedBy.isEmpty()) {
      in.problems()
          .add(
              reader.at("then"),
              "`then` says what follows from a no, but no event says no",
              "name one with `rejected-by`");
    }
    reader.finish();
    return proper && about.isPresent()
        ? Optional.of(new ConfirmedBy(event, about.get(), within, rejectedBy, then))
        : Optional.empty();
  }

  /** {@code announces} of a flow. */
  List<Announcement> announced(ConfigReader flow) {
    List<Announcement> announced = new ArrayList<>();
    List<ConfigReader> entries = flow.sections("announces");
    if (entries.size() > MOST_ANNOUNCED) {
      in.problems()
          .add(flow.at("announces"), "a flow tells of at most " + MOST_ANNOUNCED + " events");
    }
    for (ConfigReader entry : entries) {
      String type = entry.text("event");
      if (check(type, entry.at("event"))) {
        announced.add(
            new Announcement(
                type,
                in.expression(entry, "about"),
                in.expression(entry, "when"),
                in.expression(entry, "reason")));
      }
      entry.finish();
    }
    return announced;
  }

  private boolean check(String type, Position at) {
    boolean proper = type.length() <= LONGEST_TYPE && TYPE.matcher(type).matches();
    if (!proper && !type.isEmpty()) {
      in.problems()
          .add(
              at,
              "`" + type + "` cannot be the type of an event",
              "use lower-case letters, digits, dots and hyphens, such as item-plant.activated");
    }
    return proper;
  }
}
