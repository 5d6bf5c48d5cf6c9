package org.millrace.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every kind of error that the API answers (RFC 9457). The name is stable, part of the type's
 * address, and explained at its page.
 */
enum ProblemType {
  INVALID_REQUEST(
      400,
      "The request cannot be understood",
      "A header, a parameter or the body is not what this call takes. The detail names it. Nothing"
          + " happened; correct the request before sending it again."),
  IDEMPOTENCY_KEY_MISSING(
      400,
      "An Idempotency-Key is needed",
      "The flow of this operation declares no key of its own, so the sender has to name each"
          + " message: send the header Idempotency-Key with a quoted string that is the same"
          + " whenever the same message is sent again."),
  CREDENTIAL_IN_QUERY(
      400,
      "A key must not be in the address",
      "Addresses are written to logs and histories. Send the key in the header Authorization:"
          + " Bearer, and replace the key that was sent: it may be known by now."),
  UNAUTHENTICATED(
      401,
      "Who calls is not known",
      "Send a valid API key as Authorization: Bearer mr_…, or sign in to the console. The key may"
          + " be mistyped, expired or revoked; which of them is not told."),
  FORBIDDEN(
      403,
      "This is not allowed",
      "The caller is known but lacks the right that this call needs. The detail names the right; an"
          + " administrator can make a key that has it."),
  FOR_SOMEBODY_ELSE(
      403,
      "Somebody else has to do this",
      "Where four eyes are asked for, nobody approves what is the own; and only who proposed"
          + " something withdraws it. No further right helps."),
  CROSS_SITE(
      403,
      "The request came from another site",
      "A browser's session may change things only from the console itself: with the header"
          + " Millrace-Console: 1 and from the same origin. Scripts use an API key instead."),
  NOT_FOUND(
      404,
      "There is no such thing",
      "Nothing has this address or number, or the caller may not know of it."),
  UNKNOWN_OPERATION(
      404,
      "No flow serves this operation",
      "The landscape in force has no flow for this operation. Check the operation's name, or apply"
          + " a landscape that declares the flow."),
  METHOD_NOT_ALLOWED(
      405, "This address does not take this method", "The header Allow lists what it takes."),
  REQUEST_TIMEOUT(
      408,
      "The request took too long to arrive",
      "The whole body has to arrive within the time that the detail names. Nothing happened."),
  REQUEST_IN_FLIGHT(
      409,
      "The same message is being accepted this moment",
      "A request with the same key has not been answered yet. Try again in a second: the answer"
          + " will be that of the first request."),
  STATE_CHANGED(
      409,
      "The state has changed meanwhile",
      "It is no longer in a state that allows this. Read it again and decide anew. Nothing"
          + " happened."),
  CONTENT_TOO_LARGE(
      413,
      "The body is too large",
      "The detail names the limit. Send large sets in several batches."),
  URI_TOO_LONG(414, "The address is too long", "Shorten the query."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body has the wrong type",
      "The detail names the Content-Type that this call takes."),
  CALLBACK_REFUSED(
      422,
      "The sender may not be called back there",
      "Webhooks are posted only to destinations that the landscape declares for the sending system,"
          + " under callbacks in its file, together with the secret that signs them. The detail"
          + " says what is missing. Nothing was taken; send without the header Millrace-Callback,"
          + " or have the destination declared."),
  CONTRACT_VIOLATION(
      422,
      "The message violates its contract",
      "The list of errors points to every field at fault. Nothing was taken; correct the message at"
          + " its source."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "The key belongs to another message",
      "A message with the same key but other content was accepted before. Either it is a new"
          + " message and needs a new key, or its content was changed by mistake."),
  BATCH_REFUSED(
      422, "Nothing of the batch was taken", "The list of records says why for each of them."),
  CONTROL_TOTALS_DIFFER(
      422,
      "The control totals do not match the records",
      "Records are missing, doubled or changed on the way. Nothing was taken; build the batch"
          + " anew."),
  STILL_REFUSED(
      422,
      "The document is still not fit",
      "By the landscape in force its flow does not take it; the detail says why. It stays in"
          + " quarantine. Correct the landscape or the channel's declaration, or discard it."),
  LANDSCAPE_INVALID(
      422,
      "The landscape has mistakes",
      "The list of errors names file, line and remedy of each. The landscape in force stays."),
  QUOTA_EXCEEDED(
      429,
      "Too many requests",
      "The header Retry-After says how many seconds to wait; RateLimit-Policy says what is"
          + " allowed."),
  HEADERS_TOO_LARGE(431, "The headers are too large", "Send fewer or shorter headers."),
  INTERNAL_ERROR(
      500,
      "Millrace failed",
      "This is a fault of Millrace, not of the request. Its log has more under the correlation id."
          + " Sending a message again with the same key is safe."),
  TEMPORARY_REDUCED_CAPACITY(
      503,
      "Not now",
      "Millrace cannot take or tell this at present. Nothing happened; try again after the time in"
          + " Retry-After, with the same key.");

  private final int status;
  private final String title;
  private final String explanation;
  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  ProblemType(int status, String title, String explanation) {
    this.status = status;
    this.title = title;
    this.explanation = explanation;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String explanation() {
    return explanation;
  }

  /** Its name in addresses. */
  String slug() {
    return slug;
  }

  /** The value of {@code type}: relative, so that it is right behind every proxy. */
  String address() {
    return "/problems/" + slug;
  }

  static Optional<ProblemType> of(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug.equals(slug)).findFirst();
  }
}
