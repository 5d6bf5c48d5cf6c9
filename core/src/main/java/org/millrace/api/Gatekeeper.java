package org.millrace.api;

import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.millrace.access.Principal;
import org.millrace.access.Quota;

/** Lets a caller through to a route, or says why not. */
final class Gatekeeper {

  private final Callers callers;
  private final Quota quota;
  private final Set<String> metricsFrom;

  Gatekeeper(Callers callers, Quota quota, Set<String> metricsFrom) {
    this.callers = callers;
    this.quota = quota;
    this.metricsFrom = metricsFrom;
  }

  /**
   * @throws Refused if the caller may not pass
   */
  Callers.Caller admit(Request request, Routes.Match.Found found) {
    return switch (found.route().guard()) {
      case Guard.Open open -> Callers.Caller.NOBODY;
      case Guard.Known known -> somebody(request);
      case Guard.Needs needs -> {
        Callers.Caller caller = somebody(request);
        if (caller.principal().filter(p -> p.permissions().has(needs.right())).isEmpty()) {
          throw lacks(needs.right().label());
        }
        yield caller;
      }
      case Guard.PostsOperation posts -> {
        Callers.Caller caller = somebody(request);
        String operation = found.values().getFirst();
        if (caller.principal().filter(p -> p.permissions().mayPost(operation)).isEmpty()) {
          throw lacks("post for this operation");
        }
        yield caller;
      }
      case Guard.ChannelSender sender -> callers.of(request);
      case Guard.MetricsScraper scraper ->
          metricsFrom.contains(Request.getRemoteAddr(request))
              ? Callers.Caller.NOBODY
              : admit(
                  request,
                  new Routes.Match.Found(
                      new Routes.Route(
                          found.route().method(),
                          found.route().template(),
                          new Guard.Needs(org.millrace.access.Right.METRICS),
                          found.route().endpoint()),
                      found.values()));
    };
  }

  private Callers.Caller somebody(Request request) {
    Callers.Caller caller = callers.of(request);
    if (caller.principal().isEmpty()) {
      throw Callers.nobody();
    }
    return caller;
  }

  private static Refused lacks(String right) {
    return new Refused(ProblemType.FORBIDDEN, "The caller lacks the right " + right);
  }

  /** Counts the call against its key's quota. */
  Optional<Quota.Answer> count(Callers.Caller caller) {
    Optional<Quota.Answer> answer =
        caller.principal().map(Principal::keyPrefix).map(prefix -> quota.take(prefix, 1));
    answer.ifPresent(a -> RateLimits.check(a, quota));
    return answer;
  }
}
