package org.millrace.api;

import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors that the server finds before any route does, in the form that all errors have. */
final class JettyErrors extends ErrorHandler {

  private final Supplier<String> ids;

  JettyErrors(Supplier<String> ids) {
    this.ids = ids;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer = answer(response.getStatus());
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(SecurityHeaders.DATA_POLICY);
    response.write(true, answer.body(), callback);
    return true;
  }

  /** The server's own reasons quote the request: they stay out of the answer. */
  private Answer answer(int status) {
    ProblemType type =
        switch (status) {
          case 408 -> ProblemType.REQUEST_TIMEOUT;
          case 413 -> ProblemType.CONTENT_TOO_LARGE;
          case 414 -> ProblemType.URI_TOO_LONG;
          case 431 -> ProblemType.HEADERS_TOO_LARGE;
          case 503 -> ProblemType.TEMPORARY_REDUCED_CAPACITY;
          default -> status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL_ERROR;
        };
    return new Problem(type, type.explanation(), List.of(), List.of()).answer(ids.get());
  }
}
