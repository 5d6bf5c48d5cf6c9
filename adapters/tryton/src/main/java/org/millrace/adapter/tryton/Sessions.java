package org.millrace.adapter.tryton;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.millrace.adapter.Evidence;
import org.millrace.landscape.Credentials;
import org.millrace.landscape.Secret;

/**
 * The one session that all calls share. Logging in is done by one caller at a time while the others
 * wait for its result. A refused credential is not tried again until it has changed or a pause is
 * over: Tryton makes every failed login slower for everyone, up to refusing the user altogether.
 * Thread-safe.
 */
final class Sessions {

  /** How long a credential that was refused is left alone. */
  static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMinutes(2);

  /** What a caller gets. */
  sealed interface Entry {
    record Open(Session session) implements Entry {}

    record Shut(Answer.Failed why) implements Entry {}
  }

  private record Refusal(Map<String, Secret> fields, long until, Answer.Failed why) {}

  private final String credential;
  private final Credentials credentials;
  private final Login login;
  private final ReentrantLock one = new ReentrantLock();
  private volatile @Nullable Session current;
  private @Nullable Refusal refusal;
  private long count;

  Sessions(String credential, Credentials credentials, Login login) {
    this.credential = credential;
    this.credentials = credentials;
    this.login = login;
  }

  /** The session, opened if there is none. */
  Entry open(Deadline deadline) {
    Session session = current;
    return session != null ? new Entry.Open(session) : renew(Optional.empty(), deadline);
  }

  /** A session other than the one that expired. */
  Entry renew(Optional<Session> expired, Deadline deadline) {
    try {
      if (!one.tryLock(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
        return shut(new Evidence.NotSent("login-slow", "Tryton took too long to log in", false));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return shut(new Evidence.NotSent("interrupted", "The call was interrupted", false));
    }
    try {
      Session session = current;
      boolean isNewer =
          session != null && (expired.isEmpty() || expired.get().number() != session.number());
      return session != null && isNewer ? new Entry.Open(session) : logIn(deadline);
    } finally {
      one.unlock();
    }
  }

  private Entry logIn(Deadline deadline) {
    current = null;
    Optional<Map<String, Secret>> fields = credentials.find(credential);
    if (fields.isEmpty() || !fields.get().keySet().containsAll(Login.FIELDS)) {
      return shut(
          new Evidence.NotSent(
              "no-credential",
              "The credential `"
                  + credential
                  + "` is missing or lacks one of "
                  + String.join(", ", Login.FIELDS),
              true));
    }
    Refusal before = refusal;
    if (before != null
        && before.fields().equals(fields.get())
        && before.until() - deadline.clock().getAsLong() > 0) {
      return new Entry.Shut(before.why());
    }
    Entry entry = login.logIn(fields.get(), ++count, deadline);
    switch (entry) {
      case Entry.Open open -> {
        current = open.session();
        refusal = null;
      }
      case Entry.Shut shut -> remember(fields.get(), shut.why(), deadline);
    }
    return entry;
  }

  private void remember(Map<String, Secret> fields, Answer.Failed why, Deadline deadline) {
    boolean tryAgain =
        switch (why.evidence()) {
          case Evidence.NotSent notSent -> !Login.REFUSED.contains(notSent.code());
          case Evidence.NotProcessed ignored -> true;
          case Evidence.Rejected ignored -> true;
          case Evidence.Accepted ignored -> true;
          case Evidence.Unknown ignored -> true;
        };
    refusal =
        tryAgain
            ? null
            : new Refusal(
                fields, deadline.clock().getAsLong() + PAUSE_AFTER_REFUSAL.toNanos(), why);
  }

  private static Entry.Shut shut(Evidence evidence) {
    return new Entry.Shut(Answer.Failed.unanswered(evidence));
  }
}
