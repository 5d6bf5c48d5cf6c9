package org.millrace.adapter;

import java.time.Duration;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What went over the wire, for the attempt's record. Secrets are already redacted; texts are cut to
 * the stated limits by the adapter.
 *
 * @param request what was sent: for HTTP the request line, headers and body
 * @param response what came back, empty if nothing did
 * @param status the protocol's status, such as an HTTP status
 * @param took time from the start of the call to its end
 * @param facts what rules and predicates can see: {@code status}, {@code response} (the parsed
 *     body), {@code error.code}, {@code error.message}
 */
public record Exchange(
    String request, String response, OptionalInt status, Duration took, JsonNode facts) {

  /** Most characters of a request or response that an attempt keeps. */
  public static final int MOST_KEPT = 32_768;

  /** Cuts a text to what an attempt keeps, and says so at the end. */
  public static String kept(String text) {
    return text.length() <= MOST_KEPT
        ? text
        : text.substring(0, MOST_KEPT) + "\n… cut, " + text.length() + " characters in all";
  }
}
