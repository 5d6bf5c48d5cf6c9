package org.millrace.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.millrace.access.Principal;
import org.millrace.access.Quota;
import org.millrace.journal.JournalUnavailableException;
import org.millrace.telemetry.Span;
import org.millrace.telemetry.Traceparent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Takes a request from the server to its endpoint and the answer back, whatever happens. */
final class ApiHandler extends Handler.Abstract {

  private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);

  /** Statement cancelled by its time limit, in PostgreSQL's codes. */
  private static final String CANCELLED = "57014";

  private final Routes routes;
  private final Gatekeeper gatekeeper;
  private final BodyReader bodies;
  private final StaticFiles files;
  private final AccessLog accessLog;
  private final RequestSpans spans;
  private final Supplier<String> ids;
  private final List<HttpField> always;
  private final HttpField quotaPolicy;

  ApiHandler(
      Routes routes,
      Gatekeeper gatekeeper,
      BodyReader bodies,
      StaticFiles files,
      RequestSpans spans,
      Supplier<String> ids,
      boolean tls,
      Quota quota) {
    super(InvocationType.BLOCKING);
    this.routes = routes;
    this.gatekeeper = gatekeeper;
    this.bodies = bodies;
    this.files = files;
    this.accessLog = new AccessLog();
    this.spans = spans;
    this.ids = ids;
    this.always = SecurityHeaders.of(tls);
    this.quotaPolicy = RateLimits.policy(quota);
  }

  /** What becomes known about a request on its way, for its answer and its line in the log. */
  static final class Trail {
    final long began = System.nanoTime();
    final String correlationId;
    String template = "-";
    Optional<Principal> principal = Optional.empty();
    Optional<Quota.Answer> quota = Optional.empty();
    Span span = Span.NONE;
    @Nullable Call call;

    Trail(String correlationId) {
      this.correlationId = correlationId;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Trail trail = new Trail(Headers.correlationId(request.getHeaders()).orElseGet(ids));
    Answer answer;
    try {
      answer = answer(request, trail);
    } catch (Refused refused) {
      answer = refused.problem().answer(trail.correlationId);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = notNow("The node is stopping; nothing is known to have happened", trail);
    } catch (JournalUnavailableException e) {
      answer = notNow("The journal cannot be used at present; nothing happened", trail);
    } catch (JdbiException e) {
      answer = unreadable(e, trail);
    } catch (RuntimeException e) {
      answer = failed(e, trail);
    }
    try {
      leaveNothingUnread(request, answer);
      write(request, response, callback, answer, trail);
    } finally {
      if (trail.call != null) {
        trail.call.end();
      }
      accessLog.write(request, answer.status(), trail);
      RequestSpans.end(trail.span, answer.status());
    }
    return true;
  }

  private Answer answer(Request request, Trail trail) throws InterruptedException {
    Callers.refuseKeyInQuery(request);
    String path = Request.getPathInContext(request);
    return switch (routes.find(request.getMethod(), path)) {
      case Routes.Match.Found found -> call(request, found, trail);
      case Routes.Match.OtherMethods others -> throw methodNotAllowed(others.allowed());
      case Routes.Match.Nothing nothing -> file(request, path);
    };
  }

  private Answer call(Request request, Routes.Match.Found found, Trail trail)
      throws InterruptedException {
    trail.template = found.route().template();
    Callers.Caller caller = gatekeeper.admit(request, found);
    trail.principal = caller.principal();
    trail.quota = gatekeeper.count(caller);
    trail.span = spans.begin(request, found, caller, trail.correlationId);
    Call call =
        new Call(
            request,
            found.values(),
            trail.correlationId,
            caller.principal(),
            caller.stillAllowed(),
            bodies,
            trail.span);
    trail.call = call;
    return found.route().endpoint().answer(call);
  }

  private Answer file(Request request, String path) {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    boolean ofApi =
        path.startsWith("/v1/") || path.startsWith("/health/") || path.startsWith("/problems/");
    if (ofApi || path.equals("/v1")) {
      throw new Refused(ProblemType.NOT_FOUND, "There is nothing at this address");
    }
    if (!reads) {
      throw methodNotAllowed(Set.of("GET"));
    }
    return files
        .answer(path, request.getHeaders())
        .map(answer -> answer.with(SecurityHeaders.CONSOLE_POLICY))
        .orElseThrow(() -> new Refused(ProblemType.NOT_FOUND, "There is no such file"));
  }

  private static Refused methodNotAllowed(Set<String> allowed) {
    String list = String.join(", ", allowed.stream().sorted().toList());
    return new Refused(
        new Problem(
            ProblemType.METHOD_NOT_ALLOWED,
            "This address takes " + list,
            List.of(),
            List.of(new HttpField(HttpHeader.ALLOW, list))));
  }

  private static Answer notNow(String detail, Trail trail) {
    return Problem.retryAfter(ProblemType.TEMPORARY_REDUCED_CAPACITY, detail, 5)
        .answer(trail.correlationId);
  }

  private static Answer unreadable(JdbiException e, Trail trail) {
    boolean tooLong =
        e.getCause() instanceof SQLException sql && CANCELLED.equals(sql.getSQLState());
    if (tooLong) {
      return notNow("Looking this up takes too long; narrow the question", trail);
    }
    about(log.atError(), trail).setCause(e).log("The journal cannot be read");
    return notNow("The journal cannot be read at present", trail);
  }

  private static Answer failed(RuntimeException e, Trail trail) {
    about(log.atError(), trail).setCause(e).log("A request failed");
    return new Problem(
            ProblemType.INTERNAL_ERROR,
            "Millrace failed; its log has more under this correlation id",
            List.of(),
            List.of())
        .answer(trail.correlationId);
  }

  /** What finds a line's request again, in the names that log tools know for traces. */
  static LoggingEventBuilder about(LoggingEventBuilder line, Trail trail) {
    LoggingEventBuilder about = line.addKeyValue("correlationId", trail.correlationId);
    @Nullable Call call = trail.call;
    if (call == null) {
      return about;
    }
    Optional<String> trace = call.traceparent();
    if (trace.isPresent()) {
      about = about.addKeyValue("trace_id", Traceparent.traceId(trace.get()));
    }
    Optional<String> own = call.span().traceparent();
    return own.isPresent() ? about.addKeyValue("span_id", Traceparent.spanId(own.get())) : about;
  }

  private void leaveNothingUnread(Request request, Answer answer) {
    try {
      if (!answer.closes() && !bodies.drain(request)) {
        answer.with(HttpFields.CONNECTION_CLOSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.with(HttpFields.CONNECTION_CLOSE);
    }
  }

  private void write(
      Request request, Response response, Callback callback, Answer answer, Trail trail) {
    response.setStatus(answer.status());
    var headers = response.getHeaders();
    always.forEach(headers::add);
    answer.headers().forEach(headers::add);
    if (!headers.contains("Content-Security-Policy")) {
      headers.add(SecurityHeaders.DATA_POLICY);
    }
    if (!headers.contains(HttpHeader.CACHE_CONTROL)) {
      headers.add(SecurityHeaders.NO_STORE);
    }
    if (!headers.contains(Headers.CORRELATION_ID)) {
      headers.add(Headers.CORRELATION_ID, trail.correlationId);
    }
    if (trail.quota.isPresent() && !headers.contains("RateLimit")) {
      headers.add(quotaPolicy).add(RateLimits.remaining(trail.quota.get()));
    }
    Answer.@Nullable Stream stream = answer.stream();
    if (stream == null || request.getMethod().equals("HEAD")) {
      response.write(true, answer.body(), callback);
      return;
    }
    stream(request, response, callback, stream);
  }

  private static void stream(
      Request request, Response response, Callback callback, Answer.Stream stream) {
    request.addIdleTimeoutListener(timeout -> false);
    try {
      stream.writeTo(
          text ->
              Content.Sink.write(
                  response, false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
      response.write(true, ByteBuffer.allocate(0), callback);
    } catch (IOException | RuntimeException e) {
      // The reader went away, which is how most streams end.
      callback.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    }
  }
}
