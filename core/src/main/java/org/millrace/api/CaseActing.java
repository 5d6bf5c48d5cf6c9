package org.millrace.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.millrace.journal.CaseBook;
import org.millrace.journal.CaseBook.Outcome;
import org.millrace.journal.CaseChange;

/** What people do to cases. */
final class CaseActing {

  private static final int LEAST_REASON = 3;
  private static final int MOST_REASON = 500;
  private static final int MOST_NAME = 100;
  private static final int MOST_URL = 500;
  private static final Duration LONGEST_SNOOZE = Duration.ofDays(90);
  private static final Pattern TAG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_TAG = 40;

  private final CaseBook book;
  private final InstantSource clock;
  private final int limit;

  CaseActing(CaseBook book, InstantSource clock, int limit) {
    this.book = book;
    this.clock = clock;
    this.limit = limit;
  }

  Answer acknowledge(Call call) throws InterruptedException {
    return change(call, false, fields -> new CaseChange.Acknowledge());
  }

  Answer investigate(Call call) throws InterruptedException {
    return change(call, false, fields -> new CaseChange.Investigate());
  }

  Answer awaitOthers(Call call) throws InterruptedException {
    return change(call, true, fields -> new CaseChange.AwaitOthers());
  }

  Answer assign(Call call) throws InterruptedException {
    return change(
        call, false, fields -> new CaseChange.Assign(fields.textIfAny("to", 1, MOST_NAME)));
  }

  Answer snooze(Call call) throws InterruptedException {
    return change(call, true, fields -> new CaseChange.Snooze(until(fields)));
  }

  Answer wake(Call call) throws InterruptedException {
    return change(call, false, fields -> new CaseChange.Wake());
  }

  Answer ticket(Call call) throws InterruptedException {
    return change(call, false, fields -> new CaseChange.LinkTicket(url(fields)));
  }

  Answer tags(Call call) throws InterruptedException {
    return change(call, false, fields -> new CaseChange.Tag(tags(fields)));
  }

  Answer note(Call call) throws InterruptedException {
    return change(call, true, fields -> new CaseChange.Note());
  }

  Answer close(Call call) throws InterruptedException {
    return change(call, true, fields -> new CaseChange.Close());
  }

  Answer release(Call call) throws InterruptedException {
    Fields fields = fields(call);
    OptionalInt version = fields.countIfAny("version");
    String reason = fields.text("reason", LEAST_REASON, MOST_REASON);
    fields.noOthers();
    return answer(book.release(call.number(), version, call.principal().actor(), reason), true);
  }

  private Answer change(Call call, boolean needsReason, Function<Fields, CaseChange> read)
      throws InterruptedException {
    Fields fields = fields(call);
    OptionalInt version = fields.countIfAny("version");
    Optional<String> reason =
        needsReason
            ? Optional.of(fields.text("reason", LEAST_REASON, MOST_REASON))
            : fields.textIfAny("reason", LEAST_REASON, MOST_REASON);
    CaseChange change = read.apply(fields);
    fields.noOthers();
    return answer(
        book.change(call.number(), version, change, call.principal().actor(), reason.orElse(null)),
        false);
  }

  private Fields fields(Call call) throws InterruptedException {
    return Json.fields(call.body(Answer.JSON, limit));
  }

  private Instant until(Fields fields) {
    Instant until =
        fields
            .timeIfAny("until")
            .orElseThrow(
                () -> Refused.at("/until", "is required: a time such as 2026-11-21T08:00:00Z"));
    Instant now = clock.instant();
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SNOOZE))) {
      throw Refused.at(
          "/until", "must be later than now, by at most " + LONGEST_SNOOZE.toDays() + " days");
    }
    return until;
  }

  /** Browsers follow it when a person clicks: no other scheme may be in it. */
  private static Optional<String> url(Fields fields) {
    Optional<String> text = fields.textIfAny("url", 1, MOST_URL);
    text.filter(url -> !isWebAddress(url))
        .ifPresent(
            url -> {
              throw Refused.at(
                  "/url", "must be an address such as https://tickets.example/INC-1, without user");
            });
    return text;
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static List<String> tags(Fields fields) {
    List<String> tags = fields.textsOrNone("tags", CaseChange.MOST_TAGS);
    for (String tag : tags) {
      if (tag.length() > LONGEST_TAG || !TAG.matcher(tag).matches()) {
        throw Refused.at(
            "/tags",
            "must be of lower-case letters, digits and single hyphens, at most "
                + LONGEST_TAG
                + " characters each");
      }
    }
    return tags;
  }

  private static Answer answer(Outcome outcome, boolean released) {
    return switch (outcome) {
      case Outcome.Changed changed -> {
        var json =
            Json.object()
                .put("number", changed.number())
                .put("state", changed.state().name().toLowerCase(Locale.ROOT))
                .put("version", changed.version());
        yield Answer.json(released ? json.put("deliveries", changed.members()) : json);
      }
      case Outcome.NotFound ignored ->
          throw new Refused(ProblemType.NOT_FOUND, "There is no case with this number");
      case Outcome.Refused refused -> throw new Refused(ProblemType.STATE_CHANGED, refused.why());
    };
  }
}
