package org.millrace.landscape;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.failure.RetryPolicy;

/** Reads limits, breaker and retry, which systems and steps share. */
final class PolicyReader {

  private static final Pattern RATE = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)/(s|min|h)");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?)%");
  private static final Duration LONGEST = Duration.ofDays(7);

  private PolicyReader() {}

  static TargetLimits limits(ConfigReader reader) {
    TargetLimits limits =
        new TargetLimits(
            reader.number("concurrency", 8, 1, 1_000),
            rate(reader),
            positive(reader, "timeout", Duration.ofSeconds(10), Duration.ofHours(1)));
    reader.finish();
    return limits;
  }

  static BreakerPolicy breaker(ConfigReader reader) {
    BreakerPolicy standard = BreakerPolicy.STANDARD;
    BreakerPolicy breaker =
        new BreakerPolicy(
            reader.number("window", standard.window(), 1, 10_000),
            share(reader, "failure-rate", standard.failureRate()),
            positive(reader, "open", standard.open(), LONGEST));
    reader.finish();
    return breaker;
  }

  static RetryPolicy retry(ConfigReader reader, RetryPolicy otherwise) {
    RetryPolicy retry =
        new RetryPolicy(
            reader.number("attempts", otherwise.attempts(), 1, 100),
            positive(reader, "first", otherwise.first(), LONGEST),
            factor(reader, otherwise.factor()),
            positive(reader, "longest", otherwise.longest(), LONGEST));
    if (retry.first().compareTo(retry.longest()) > 0) {
      reader
          .problems()
          .add(reader.at("first"), "`first` is longer than `longest`", "raise `longest`");
    }
    reader.finish();
    return retry;
  }

  static Duration positive(ConfigReader reader, String key, Duration otherwise, Duration most) {
    Duration duration = reader.duration(key, otherwise);
    if (duration.isZero() || duration.compareTo(most) > 0) {
      reader
          .problems()
          .add(reader.at(key), "`" + key + "` must be longer than zero and at most " + most);
      return otherwise;
    }
    return duration;
  }

  private static OptionalDouble rate(ConfigReader reader) {
    Optional<String> text = reader.optionalText("rate");
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    Matcher matcher = RATE.matcher(text.get());
    double amount = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (amount <= 0) {
      reader
          .problems()
          .add(reader.at("rate"), "`rate` is no rate: " + text.get(), "write one such as 50/s");
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        switch (matcher.group(2)) {
          case "s" -> amount;
          case "min" -> amount / 60;
          default -> amount / 3600;
        });
  }

  private static double share(ConfigReader reader, String key, double otherwise) {
    Optional<String> text = reader.optionalText(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = PERCENT.matcher(text.get());
    double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (percent <= 0 || percent > 100) {
      reader
          .problems()
          .add(
              reader.at(key),
              "`" + key + "` must be more than 0% and at most 100%, not " + text.get());
      return otherwise;
    }
    return percent / 100;
  }

  private static double factor(ConfigReader reader, double otherwise) {
    Optional<String> text = reader.optionalText("factor");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().matches("[0-9]{1,2}(\\.[0-9]{1,3})?")) {
      double factor = Double.parseDouble(text.get());
      if (factor >= 1 && factor <= 10) {
        return factor;
      }
    }
    reader
        .problems()
        .add(reader.at("factor"), "`factor` must be a number from 1 to 10, not " + text.get());
    return otherwise;
  }
}
