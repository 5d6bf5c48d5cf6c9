package org.millrace.adapter.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millrace.mapping.Expression;

/**
 * One operation as this adapter understands it; see {@code docs/reference/http-adapter.md}.
 *
 * @param path under the connection's address
 * @param query values are percent-encoded
 * @param headers beyond those the adapter sends by itself
 * @param body makes the body; the mapped document itself if there is none
 * @param bodiless whether no body is sent
 * @param tokenHeader header that carries the token as a structured string
 * @param tokenField top-level field of the body that carries the token
 * @param notProcessed statuses by which the target says that it did nothing
 * @param rejected statuses that are a refusal whatever the body says
 */
record OperationSettings(
    String method,
    Template path,
    Map<String, Template> query,
    Map<String, Template> headers,
    Optional<Expression> body,
    boolean bodiless,
    Optional<String> tokenHeader,
    Optional<String> tokenField,
    Optional<Expression> success,
    Optional<Expression> reference,
    Optional<Expression> duplicateSame,
    Set<Integer> notProcessed,
    Set<Integer> rejected,
    Optional<Question> question) {

  OperationSettings {
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    notProcessed = Set.copyOf(notProcessed);
    rejected = Set.copyOf(rejected);
  }

  /**
   * What makes an operation a probe.
   *
   * @param absentBy404 whether status 404 may mean that the document is not there
   */
  record Question(
      Expression found, Expression absent, Optional<Expression> sameContent, boolean absentBy404) {}

  /** Methods that usually have no body. */
  static final List<String> WITHOUT_BODY = List.of("GET", "HEAD", "DELETE", "OPTIONS");
}
