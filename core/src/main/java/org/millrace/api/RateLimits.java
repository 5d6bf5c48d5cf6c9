package org.millrace.api;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.millrace.access.Quota;

/** Says in headers what a key may still ask for (IETF draft ratelimit-headers). */
final class RateLimits {

  private RateLimits() {}

  static HttpField policy(Quota quota) {
    return new HttpField(
        "RateLimit-Policy", "\"default\";q=" + quota.requests() + ";w=" + quota.windowSeconds());
  }

  static HttpField remaining(Quota.Answer answer) {
    return new HttpField(
        "RateLimit", "\"default\";r=" + answer.remaining() + ";t=" + answer.seconds());
  }

  /**
   * @throws Refused with 429 if the quota is used up
   */
  static void check(Quota.Answer answer, Quota quota) {
    if (answer.allowed()) {
      return;
    }
    throw new Refused(
        new Problem(
            ProblemType.QUOTA_EXCEEDED,
            "This key may send "
                + quota.requests()
                + " requests in "
                + quota.windowSeconds()
                + " s; come again in "
                + answer.seconds()
                + " s",
            List.of(),
            List.of(
                policy(quota),
                remaining(answer),
                new HttpField(HttpHeader.RETRY_AFTER, Long.toString(answer.seconds())))));
  }
}
