package org.millrace.api;

import java.time.Duration;
import java.util.List;
import org.millrace.access.AccessControl;
import org.millrace.access.Principal;

/** The console's session. */
final class SignIn {

  private final AccessControl access;
  private final Callers callers;
  private final int limit;

  SignIn(AccessControl access, Callers callers, int limit) {
    this.access = access;
    this.callers = callers;
    this.limit = limit;
  }

  /** Who is signed in. */
  record Who(String name, List<String> may) {}

  Answer open(Call call) throws InterruptedException {
    Callers.requireSameSite(call.request());
    Fields fields = Json.fields(call.body(Answer.JSON, limit));
    String key = fields.text("key", 1, 200);
    fields.noOthers();
    Principal principal = callers.signIn(call.request(), key);
    callers.session(call.request()).ifPresent(access.sessions()::close);
    String session = access.sessions().open(principal);
    return Answer.nothing().with(callers.cookie(session, access.sessions().longest()));
  }

  Answer who(Call call) {
    Principal principal = call.principal();
    return Answer.json(new Who(principal.name(), principal.permissions().labels()));
  }

  Answer close(Call call) {
    callers.session(call.request()).ifPresent(access.sessions()::close);
    return Answer.nothing().with(callers.cookie("", Duration.ZERO));
  }
}
