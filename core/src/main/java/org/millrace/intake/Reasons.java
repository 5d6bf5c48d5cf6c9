package org.millrace.intake;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.intake.IntakeAnswer.Refusal;
import org.millrace.journal.Quarantine;

/** Why a document is not taken, so that alike documents have one title. */
final class Reasons {

  private static final int MOST_VIOLATIONS = 3;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_DETAIL = 4_000;
  private static final Pattern INDEX = Pattern.compile("/[0-9]+(?=/|$)");
  private static final Pattern PLACE = Pattern.compile(" \\(line [0-9]+, column [0-9]+\\)");
  private static final Pattern QUOTED = Pattern.compile("`[^`]*`|\"[^\"]*\"|'[^']*'");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private Reasons() {}

  static Quarantine.Reason of(
      String channel, IntakeAnswer.Refused refused, Optional<String> operation) {
    if (refused.refusal() == Refusal.CONTRACT_VIOLATION && !refused.violations().isEmpty()) {
      String fields =
          refused.violations().stream()
              .map(v -> "%s %s".formatted(place(v), v.message()))
              .distinct()
              .limit(MOST_VIOLATIONS)
              .collect(Collectors.joining("; "));
      String all =
          refused.violations().stream()
              .map(
                  v ->
                      "%s %s"
                          .formatted(
                              v.pointer().isEmpty() ? "the document" : v.pointer(), v.message()))
              .collect(Collectors.joining("; "));
      return reason(
          channel, refused.refusal().label(), fields, refused.detail() + " " + all, operation);
    }
    boolean unreadable = refused.refusal() == Refusal.INVALID_REQUEST;
    return reason(
        channel,
        unreadable ? "unreadable" : refused.refusal().label(),
        normal(refused.detail()),
        refused.detail(),
        operation);
  }

  static Quarantine.Reason of(String channel, Identification.Unknown unknown) {
    return reason(
        channel,
        unknown.code(),
        normal(unknown.getMessage()),
        unknown.getMessage(),
        Optional.empty());
  }

  static Quarantine.Reason noChannel(String channel) {
    String detail = "The landscape in force has no channel `" + channel + "` any more.";
    return reason(channel, "no-channel", detail, detail, Optional.empty());
  }

  private static Quarantine.Reason reason(
      String channel, String code, String title, String detail, Optional<String> operation) {
    String shown = title.substring(0, Math.min(title.length(), LONGEST_TITLE));
    return new Quarantine.Reason(
        Hashes.of("alike", channel, code, shown),
        code,
        shown,
        detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)),
        operation);
  }

  private static String place(Violation violation) {
    String pointer = INDEX.matcher(violation.pointer()).replaceAll("/*");
    return pointer.isEmpty() ? "the document" : pointer;
  }

  private static String normal(String detail) {
    String text = PLACE.matcher(detail).replaceAll("");
    text = ID.matcher(text).replaceAll("…");
    text = QUOTED.matcher(text).replaceAll("…");
    return NUMBER.matcher(text).replaceAll("#");
  }
}
