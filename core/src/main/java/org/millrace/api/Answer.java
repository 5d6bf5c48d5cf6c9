package org.millrace.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** What a call is answered with. Used by one thread. */
final class Answer {

  static final String JSON = "application/json";

  private static final HttpField JSON_TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, JSON);
  private static final HttpField PROBLEM_TYPE =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
  private static final byte[] NOTHING = new byte[0];

  private final int status;
  private final byte[] body;
  private final @Nullable Stream stream;
  private final List<HttpField> headers = new ArrayList<>(6);

  private Answer(int status, byte[] body, @Nullable Stream stream) {
    this.status = status;
    this.body = body;
    this.stream = stream;
  }

  /** A body that is written bit by bit. */
  interface Stream {
    void writeTo(Out out) throws IOException, InterruptedException;
  }

  /** Where such a body goes; blocks until the caller has taken it. */
  interface Out {
    void write(String text) throws IOException;
  }

  static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, body, null).with(type(contentType));
  }

  private static HttpField type(String contentType) {
    return switch (contentType) {
      case JSON -> JSON_TYPE;
      case Problem.CONTENT_TYPE -> PROBLEM_TYPE;
      default -> new HttpField(HttpHeader.CONTENT_TYPE, contentType);
    };
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, body, null).with(JSON_TYPE);
  }

  static Answer json(Object body) {
    return json(200, Json.bytes(body));
  }

  static Answer nothing() {
    return new Answer(204, NOTHING, null);
  }

  static Answer empty(int status) {
    return new Answer(status, NOTHING, null);
  }

  static Answer stream(String contentType, Stream stream) {
    return new Answer(200, NOTHING, stream).with(type(contentType));
  }

  Answer with(HttpField header) {
    headers.add(header);
    return this;
  }

  Answer with(String name, String value) {
    return with(new HttpField(name, value));
  }

  Answer with(HttpHeader name, String value) {
    return with(new HttpField(name, value));
  }

  int status() {
    return status;
  }

  List<HttpField> headers() {
    return headers;
  }

  /** Whether it ends the connection. */
  boolean closes() {
    return headers.contains(HttpFields.CONNECTION_CLOSE);
  }

  ByteBuffer body() {
    return ByteBuffer.wrap(body);
  }

  @Nullable Stream stream() {
    return stream;
  }
}
