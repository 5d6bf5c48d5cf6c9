package org.millrace.api;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.millrace.access.Right;
import org.millrace.message.DeliveryState;
import org.millrace.message.MessageId;
import org.millrace.monitoring.Jobs;
import org.millrace.monitoring.MessageQuery;
import org.millrace.monitoring.Monitoring;
import org.millrace.monitoring.StateGroup;

/** What can be looked at. */
final class Watching {

  private static final Set<String> FILTERS =
      Set.of("q", "flow", "object", "system", "state", "case", "since", "until", "before", "limit");
  private static final int STANDARD_PAGE = 50;
  private static final int LONGEST_FILTER = 255;

  private final Monitoring monitoring;

  Watching(Monitoring monitoring) {
    this.monitoring = monitoring;
  }

  /** A list, as every list is answered. */
  record Items<T>(List<T> items) {}

  Answer messages(Call call) {
    return Answer.json(monitoring.messages().page(query(call.query(FILTERS))));
  }

  private static MessageQuery query(Map<String, List<String>> query) {
    return new MessageQuery(
        one(query, "q", Function.identity()),
        one(query, "flow", Function.identity()),
        one(query, "object", Function.identity()),
        one(query, "system", Function.identity()),
        states(query.getOrDefault("state", List.of())),
        one(query, "case", Watching::caseNumber),
        one(query, "since", text -> time("since", text)),
        one(query, "until", text -> time("until", text)),
        one(query, "before", Watching::cursor),
        one(query, "limit", Watching::limit).orElse(STANDARD_PAGE));
  }

  static <T> Optional<T> one(
      Map<String, List<String>> query, String name, Function<String, T> read) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw wrong(name, "may be given once");
    }
    return values.stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .map(value -> checked(name, value))
        .map(read)
        .findFirst();
  }

  private static String checked(String name, String value) {
    // PostgreSQL has no zero character in texts.
    if (value.length() > LONGEST_FILTER || value.indexOf('\0') >= 0) {
      throw wrong(name, "may have at most " + LONGEST_FILTER + " characters");
    }
    return value;
  }

  private static Set<DeliveryState> states(List<String> names) {
    Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
    for (String name : names) {
      states.addAll(statesOf(name));
    }
    return states;
  }

  private static Set<DeliveryState> statesOf(String name) {
    for (StateGroup group : StateGroup.values()) {
      if (group.label().equals(name)) {
        return group.states();
      }
    }
    try {
      return Set.of(DeliveryState.valueOf(name.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw wrong("state", "must be a delivery's state or moving, waiting, attention, done");
    }
  }

  private static Instant time(String name, String text) {
    // A plus that was not percent-encoded arrives as a space.
    return Fields.time(name, text.replace(' ', '+'));
  }

  private static MessageId cursor(String text) {
    try {
      return MessageId.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong("before", "must be the next of a page before");
    }
  }

  private static long caseNumber(String text) {
    return Call.caseNumber(text).orElseThrow(() -> wrong("case", "must be a case's number"));
  }

  private static int limit(String text) {
    boolean digits = text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int limit = digits ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MessageQuery.MOST) {
      throw wrong("limit", "must be from 1 to " + MessageQuery.MOST);
    }
    return limit;
  }

  private static Refused wrong(String name, String message) {
    return Refused.at(name, message);
  }

  Answer message(Call call) {
    return monitoring
        .messages()
        .detail(call.message())
        .map(Answer::json)
        .orElseThrow(() -> notFound("There is no message with this id"));
  }

  Answer payload(Call call) {
    return monitoring
        .messages()
        .payload(call.message())
        .map(bytes -> Answer.json(200, bytes))
        .orElseThrow(() -> notFound("There is no message with this id"));
  }

  /** Its sender may follow a job, and who may see all; to others it is as if it did not exist. */
  Answer job(Call call) {
    Jobs.Found found =
        monitoring
            .jobs()
            .find(call.message())
            .filter(
                job ->
                    job.sender().equals(call.principal().name())
                        || call.principal().permissions().has(Right.READ))
            .orElseThrow(() -> notFound("There is no job with this id"));
    Answer answer = Answer.json(found.job());
    return found.job().done() ? answer : answer.with("Retry-After", "1");
  }

  Answer systems(Call call) {
    return Answer.json(new Items<>(monitoring.systems().all()));
  }

  Answer history(Call call) {
    return monitoring
        .histories()
        .find(call.value(0))
        .map(Answer::json)
        .orElseThrow(() -> notFound("The landscape has no system with this name"));
  }

  Answer summary(Call call) {
    return Answer.json(monitoring.summaries().now());
  }

  Answer webhooks(Call call) {
    return Answer.json(new Items<>(monitoring.endpoints().all()));
  }

  private static Refused notFound(String detail) {
    return new Refused(ProblemType.NOT_FOUND, detail);
  }
}
