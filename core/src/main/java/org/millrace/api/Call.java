package org.millrace.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields.Field;
import org.jspecify.annotations.Nullable;
import org.millrace.access.Principal;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import org.millrace.telemetry.Span;

/** One request on its way through an endpoint. Used by one thread. */
final class Call {

  /** Parameters of an address. */
  private static final int MOST_PARAMETERS = 40;

  private final Request request;
  private final List<String> values;
  private final String correlationId;
  private final Optional<Principal> principal;
  private final BooleanSupplier stillAllowed;
  private final BodyReader bodies;
  private final Span span;
  private BodyReader.@Nullable Body body;

  Call(
      Request request,
      List<String> values,
      String correlationId,
      Optional<Principal> principal,
      BooleanSupplier stillAllowed,
      BodyReader bodies,
      Span span) {
    this.request = request;
    this.values = values;
    this.correlationId = correlationId;
    this.principal = principal;
    this.stillAllowed = stillAllowed;
    this.bodies = bodies;
    this.span = span;
  }

  Request request() {
    return request;
  }

  HttpFields headers() {
    return request.getHeaders();
  }

  /** What stands in the address for a segment in braces, counted from 0. */
  String value(int index) {
    return values.get(index);
  }

  String correlationId() {
    return correlationId;
  }

  /** What traces show of this request. */
  Span span() {
    return span;
  }

  /** What a message that this request brings is a part of. */
  Optional<String> traceparent() {
    Optional<String> own = span.traceparent();
    return own.isPresent() ? own : Headers.traceparent(headers());
  }

  /** Who calls; the guard of the route has made sure that somebody does. */
  Principal principal() {
    return principal.orElseThrow(() -> new IllegalStateException("the route has no guard"));
  }

  /** Who calls, if that is known. */
  Optional<Principal> caller() {
    return principal;
  }

  /** Whether the caller's key or session is still in force, for calls that last. */
  boolean stillAllowed() {
    return stillAllowed.getAsBoolean();
  }

  /** Reads the body, once. */
  byte[] body(String type, int limit) throws InterruptedException {
    Headers.requireType(headers(), type);
    BodyReader.Body read = bodies.read(request, limit);
    body = read;
    return read.bytes();
  }

  /** Reads the body, once, whatever it is. */
  byte[] rawBody(int limit) throws InterruptedException {
    BodyReader.Body read = bodies.read(request, limit);
    body = read;
    return read.bytes();
  }

  /** Gives back what the body took. */
  void end() {
    if (body != null) {
      body.close();
    }
  }

  /** The message that the address names. Nonsense and unknown ids are told alike. */
  MessageId message() {
    try {
      return MessageId.parse(value(0));
    } catch (IllegalArgumentException e) {
      throw new Refused(ProblemType.NOT_FOUND, "There is no message with this id");
    }
  }

  DeliveryId delivery() {
    try {
      return DeliveryId.parse(value(0));
    } catch (IllegalArgumentException e) {
      throw new Refused(
          ProblemType.NOT_FOUND, "There is no delivery with this id: it is <message id>:<step>");
    }
  }

  long number() {
    return caseNumber(value(0))
        .orElseThrow(() -> new Refused(ProblemType.NOT_FOUND, "There is no case with this number"));
  }

  /** Empty if the text can be no case's number. */
  static Optional<Long> caseNumber(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && text.length() <= 18 ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /**
   * The parameters of the address.
   *
   * @throws Refused if there is one that is not known
   */
  Map<String, List<String>> query(Set<String> known) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Field field : Request.extractQueryParameters(request)) {
      if (!known.contains(field.getName())) {
        throw new Refused(
            ProblemType.INVALID_REQUEST,
            "The address has a parameter that is not known here; known are "
                + String.join(", ", known.stream().sorted().toList()));
      }
      query.computeIfAbsent(field.getName(), name -> new ArrayList<>()).addAll(field.getValues());
      if (query.size() > MOST_PARAMETERS || query.values().stream().anyMatch(v -> v.size() > 20)) {
        throw new Refused(ProblemType.INVALID_REQUEST, "The address has too many parameters");
      }
    }
    return query;
  }
}
