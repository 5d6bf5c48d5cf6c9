package org.millrace.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.millrace.message.MessageId;
import org.millrace.monitoring.ChangeFeed;
import org.millrace.monitoring.Monitoring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells watchers what changes, as server-sent events (HTML standard, section 9.2). */
final class EventStream {

  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  /** Between two looks at the systems and the summary. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Between two comment lines, which keep proxies from closing a silent connection. */
  private static final Duration COMMENT_EVERY = Duration.ofSeconds(15);

  private final Monitoring monitoring;

  EventStream(Monitoring monitoring) {
    this.monitoring = monitoring;
  }

  Answer open(Call call) {
    ChangeFeed.Watcher watcher =
        monitoring
            .feed()
            .watch()
            .orElseThrow(
                () ->
                    new Refused(
                        Problem.retryAfter(
                            ProblemType.TEMPORARY_REDUCED_CAPACITY, "Too many are watching", 15)));
    return Answer.stream("text/event-stream", out -> new Telling(call, watcher, out).all())
        .with("X-Accel-Buffering", "no");
  }

  private final class Telling {
    private final Call call;
    private final ChangeFeed.Watcher watcher;
    private final Answer.Out out;
    private String systems = "";
    private String summary = "";
    private long cases = -1;
    private long lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
    private long wroteAt = lookedAt;

    Telling(Call call, ChangeFeed.Watcher watcher, Answer.Out out) {
      this.call = call;
      this.watcher = watcher;
      this.out = out;
    }

    void all() throws IOException, InterruptedException {
      try (watcher) {
        write(": millrace\n\n");
        while (!watcher.hasEnded()) {
          if (since(lookedAt).compareTo(LOOK_EVERY) >= 0) {
            if (!call.stillAllowed()) {
              return;
            }
            look();
            lookedAt = System.nanoTime();
          }
          tell(watcher.next(LOOK_EVERY));
          if (since(wroteAt).compareTo(COMMENT_EVERY) >= 0) {
            write(": still here\n\n");
          }
        }
      }
    }

    private void tell(List<MessageId> ids) throws IOException {
      if (!ids.isEmpty()) {
        event("messages", Json.text(new Ids(ids.stream().map(MessageId::toString).toList())));
      }
    }

    private void look() throws IOException {
      String systemsNow;
      String summaryNow;
      long casesNow;
      try {
        systemsNow = Json.text(new Watching.Items<>(monitoring.systems().all()));
        var now = monitoring.summaries().now();
        summaryNow = Json.text(now);
        casesNow = now.cases().open();
      } catch (RuntimeException e) {
        // The watcher keeps its connection and the last it heard; the next look may succeed.
        log.debug("The state cannot be read for watchers", e);
        return;
      }
      if (!systemsNow.equals(systems)) {
        systems = systemsNow;
        event("systems", systems);
      }
      if (!summaryNow.equals(summary)) {
        summary = summaryNow;
        event("summary", summary);
      }
      if (casesNow != cases) {
        cases = casesNow;
        event("cases", "{\"open\":" + cases + "}");
      }
    }

    private void event(String name, String data) throws IOException {
      write("event: " + name + "\ndata: " + data + "\n\n");
    }

    private void write(String text) throws IOException {
      out.write(text);
      wroteAt = System.nanoTime();
    }

    private static Duration since(long nanoTime) {
      return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
  }

  private record Ids(List<String> ids) {}
}
