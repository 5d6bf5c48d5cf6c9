package org.millrace.adapter.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One HTTP request. The array of the body is taken over and must not be changed afterwards.
 *
 * @param method a token such as {@code POST}
 * @param uri absolute, {@code http} or {@code https}, with host, without user information
 * @param headers sent in this order, see {@link HttpField#isName} and {@link HttpField#isValue};
 *     Host, Content-Length and Connection are added by the caller
 * @param body sent as it is; its type stands in the headers
 * @param secretHeaders names of headers, in any case, whose values no record may show; those that
 *     usually carry secrets are always redacted
 */
public record HttpCall(
    String method,
    URI uri,
    List<HttpField> headers,
    Optional<byte[]> body,
    Set<String> secretHeaders) {

  public HttpCall {
    if (!HttpField.isToken(method)) {
      throw new IllegalArgumentException("no HTTP method");
    }
    if (!isTarget(uri)) {
      throw new IllegalArgumentException("no http or https address with a host");
    }
    for (HttpField field : headers) {
      if (!field.isSendable()) {
        throw new IllegalArgumentException("a header that cannot be sent");
      }
    }
    headers = List.copyOf(headers);
    secretHeaders =
        secretHeaders.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** A request without headers of its own that are secret. */
  public HttpCall(String method, URI uri, List<HttpField> headers, Optional<byte[]> body) {
    this(method, uri, headers, body, Set.of());
  }

  /** Whether an address can be called. */
  public static boolean isTarget(URI uri) {
    String scheme = uri.getScheme();
    return scheme != null
        && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
        && uri.getHost() != null
        && uri.getUserInfo() == null;
  }

  /** The same request with one more header. */
  HttpCall with(HttpField field) {
    return new HttpCall(
        method,
        uri,
        Stream.concat(headers.stream(), Stream.of(field)).toList(),
        body,
        secretHeaders);
  }
}
