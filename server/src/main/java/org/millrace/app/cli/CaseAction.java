package org.millrace.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be done to a case, as its words say.
 *
 * @param verb its address in the API
 * @param fields of the request, beside reason and version
 */
record CaseAction(String verb, ObjectNode fields) {

  private static final Set<String> NEED_A_REASON = Set.of("wait", "snooze", "note", "close");

  /**
   * Reads words such as {@code assign ada}.
   *
   * @param found the case as it is, of which tags are added to or taken from
   */
  static CaseAction of(List<String> words, JsonNode found, Instant now) {
    String verb = words.getFirst();
    List<String> values = words.subList(1, words.size());
    return switch (verb) {
      case "acknowledge", "investigate", "wait", "wake", "note", "close" -> {
        count(verb, values, 0, 0, "takes nothing after it");
        yield new CaseAction(verb, Json.object());
      }
      case "assign" -> {
        String to = one(verb, values, "NAME, or nobody");
        yield new CaseAction(verb, to.equals("nobody") ? Json.object() : Json.object("to", to));
      }
      case "snooze" -> {
        String until = one(verb, values, "a time such as 2027-01-01T06:00:00Z, or PT8H");
        yield new CaseAction(verb, Json.object("until", until(until, now).toString()));
      }
      case "ticket" -> {
        String url = one(verb, values, "an address such as https://tickets.example/INC-1, or none");
        yield new CaseAction(verb, url.equals("none") ? Json.object() : Json.object("url", url));
      }
      case "tag", "untag" -> {
        count(verb, values, 1, 20, "needs tags after it");
        yield new CaseAction("tags", Json.object("tags", tags(verb, values, found)));
      }
      default ->
          throw new TypeConversionException(
              "'"
                  + verb
                  + "' cannot be done to a case: say acknowledge, investigate, wait, assign,"
                  + " snooze, wake, ticket, tag, untag, note or close; release is a command of its"
                  + " own");
    };
  }

  private static List<String> tags(String verb, List<String> values, JsonNode found) {
    Set<String> tags = new TreeSet<>();
    Json.list(found, "tags").forEach(tag -> tags.add(tag.asString()));
    if (verb.equals("tag")) {
      tags.addAll(values);
    } else {
      values.forEach(tags::remove);
    }
    return List.copyOf(tags);
  }

  private static Instant until(String text, Instant now) {
    try {
      return text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no time: write one such as 2027-01-01T06:00:00Z, or PT8H for in 8 hours");
    }
  }

  private static String one(String verb, List<String> values, String what) {
    count(verb, values, 1, 1, "needs " + what + " after it");
    return values.getFirst();
  }

  private static void count(
      String verb, List<String> values, int least, int most, String otherwise) {
    if (values.size() < least || values.size() > most) {
      throw new TypeConversionException("'" + verb + "' " + otherwise);
    }
  }

  /** The request; the version makes sure that nobody else's change is overwritten. */
  ObjectNode body(JsonNode found, Optional<String> reason) {
    if (reason.isEmpty() && NEED_A_REASON.contains(verb)) {
      throw new TypeConversionException("'" + verb + "' needs --reason");
    }
    ObjectNode body = fields.deepCopy().put("version", found.path("version").asInt());
    reason.ifPresent(text -> body.put("reason", text));
    return body;
  }
}
