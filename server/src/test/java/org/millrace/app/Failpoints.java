package org.millrace.app;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Reachability;
import org.millrace.adapter.Target;
import org.millrace.journal.PostgresInbox;
import org.millrace.journal.Settlement;
import org.millrace.journal.Settlements;
import org.millrace.journal.Work;

/**
 * Ends the process at a named point, as if it lost power there: {@code
 * -Dmillrace.failpoint=after-intent:17} halts when that point is passed for the seventeenth time.
 * Without the property it does nothing.
 */
public final class Failpoints implements Interposition {

  private static final int KILLED = 137;

  private final String name;
  private final AtomicInteger left;

  public Failpoints() {
    String[] parts = System.getProperty("millrace.failpoint", "").split(":", -1);
    name = parts[0];
    left = new AtomicInteger(parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
  }

  private void pass(String point) {
    if (name.equals(point) && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  @Override
  public PostgresInbox.Listener inbox(PostgresInbox.Listener own) {
    return messages -> {
      pass("accepted");
      own.accepted(messages);
      pass("handed-over");
    };
  }

  @Override
  public Settlements settlements(Settlements own) {
    return new Settlements() {
      @Override
      public CompletableFuture<Boolean> intend(Work work) {
        pass("before-intent");
        return own.intend(work)
            .thenApply(
                may -> {
                  pass("intended");
                  return may;
                });
      }

      @Override
      public CompletableFuture<Committed> settle(Settlement settlement) {
        pass("before-settling");
        return own.settle(settlement)
            .thenApply(
                committed -> {
                  pass("settled");
                  return committed;
                });
      }

      @Override
      public Optional<Work> doubt(Work work, Instant askNotBefore) {
        pass("before-doubt");
        Optional<Work> doubted = own.doubt(work, askNotBefore);
        pass("doubted");
        return doubted;
      }
    };
  }

  @Override
  public Target target(Target own) {
    return new Target() {
      @Override
      public Outcome send(Outbound outbound) {
        pass("before-sending");
        Outcome outcome = own.send(outbound);
        pass("sent");
        return outcome;
      }

      @Override
      public ProbeAnswer probe(Outbound outbound) {
        pass("before-asking");
        ProbeAnswer answer = own.probe(outbound);
        pass("asked");
        return answer;
      }

      @Override
      public Reachability reach() {
        return own.reach();
      }

      @Override
      public void close() {
        own.close();
      }
    };
  }
}
