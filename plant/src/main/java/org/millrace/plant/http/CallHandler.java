package org.millrace.plant.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Turns Jetty's requests into calls, and replies into what the socket shows. */
final class CallHandler extends Handler.Abstract {
  static final int MAX_BODY = 1 << 20;

  private final Responder responder;

  CallHandler(Responder responder) {
    this.responder = responder;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    byte[] body = body(request);
    if (body.length > MAX_BODY) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      answer(response, Reply.error(413, "too-large", "Send at most 1 MiB."), callback);
      return true;
    }
    switch (responder.reply(call(request, body))) {
      case Reply.Answer answer -> answer(response, answer, callback);
      case Reply.Cut cut -> cut(request, cut.reset(), callback);
      case Reply.Partial partial -> partial(request, response, partial.answer(), callback);
    }
    return true;
  }

  /** One byte more than allowed at most, which tells that there is more. */
  private static byte[] body(Request request) throws IOException {
    long length = request.getLength();
    int most = length < 0 ? MAX_BODY + 1 : (int) Math.min(length, MAX_BODY + 1L);
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(most);
    }
  }

  private static Call call(Request request, byte[] body) {
    List<String> path = new ArrayList<>();
    for (String segment : path(request).substring(1).split("/", -1)) {
      path.add(decoded(segment));
    }
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request, StandardCharsets.UTF_8)) {
      query.putIfAbsent(field.getName(), field.getValue());
    }
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      if (field.getValue() != null) {
        headers.putIfAbsent(field.getLowerCaseName(), field.getValue());
      }
    }
    String method = request.getMethod().toUpperCase(Locale.ROOT);
    return new Call(method, path, query, headers, new Body(body));
  }

  /** A CONNECT request has no path. */
  private static String path(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  /** A plus sign is a plus sign in a path, unlike in a form. */
  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  private static void head(Response response, Reply.Answer answer) {
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().octets().length);
  }

  private static void answer(Response response, Reply.Answer answer, Callback callback) {
    head(response, answer);
    response.write(true, ByteBuffer.wrap(answer.body().octets()), callback);
  }

  private static void partial(
      Request request, Response response, Reply.Answer answer, Callback callback) {
    head(response, answer);
    ByteBuffer half = ByteBuffer.wrap(answer.body().octets(), 0, answer.body().octets().length / 2);
    response.write(
        false, half, Callback.from(() -> cut(request, false, callback), callback::failed));
  }

  private static void cut(Request request, boolean reset, Callback callback) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    try {
      if (reset && endPoint.getTransport() instanceof SocketChannel channel) {
        // With a linger of zero the kernel drops the connection with RST instead of FIN.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
      }
    } catch (IOException e) {
      callback.failed(e);
      return;
    }
    endPoint.close();
    // An EofException is one that Jetty does not log: the cut is what was asked for.
    callback.failed(new EofException("cut by a fault"));
  }
}
