package org.millrace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.SettableClock;
import org.millrace.database.TestDatabase;
import org.millrace.message.Actor;

/** The database goes away under the keys, and comes back. */
@ExtendWith(TestDatabase.class)
@Timeout(30)
class KeysUnreadableTest {

  private static final Permissions MES = Permissions.of(List.of("post:confirm-production"));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));
  private final SecureRandom random = new SecureRandom();
  private final Keys keys;
  private final AwayAtTimes connections;
  private final KeyRing ring;
  private final String key;

  KeysUnreadableTest(Jdbi jdbi) {
    keys = new Keys(jdbi, random, clock);
    connections = new AwayAtTimes(jdbi);
    ring = new KeyRing(new Keys(Jdbi.create(connections), random, clock), clock);
    key = created();
    assertThat(ring.check(key)).isInstanceOf(KeyRing.Check.Known.class);
    connections.away = true;
    clock.pass(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    ring.close();
  }

  @Test
  void known_keys_count_for_a_while_and_no_caller_tries_the_database_again() {
    assertThat(ring.check(key)).isInstanceOf(KeyRing.Check.Known.class);
    Thread caller = Thread.currentThread();
    connections.tries.set(0);
    connections.counted = caller;
    for (int i = 0; i < 1_000; i++) {
      clock.pass(Duration.ofMillis(10));
      assertThat(ring.check(key)).isInstanceOf(KeyRing.Check.Known.class);
    }
    assertThat(connections.tries.get()).isZero();
    clock.pass(Duration.ofSeconds(15));
    assertThat(ring.check(key)).isInstanceOf(KeyRing.Check.CannotTell.class);
  }

  @Test
  void keys_are_read_again_without_being_asked_once_the_database_is_back() {
    assertThat(ring.check(key)).isInstanceOf(KeyRing.Check.Known.class);
    clock.pass(Duration.ofMinutes(10));
    assertThat(ring.check(key)).isInstanceOf(KeyRing.Check.CannotTell.class);
    String made = created();
    connections.away = false;
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ring.check(made) instanceof KeyRing.Check.Known);
    assertThat(ring.check(key)).isInstanceOf(KeyRing.Check.Known.class);
  }

  private String created() {
    return keys.create("mes", MES, Optional.empty(), Actor.PLATFORM).text();
  }

  /** Connections of another source, refused while it is away. */
  private static final class AwayAtTimes implements ConnectionFactory {

    private final Jdbi jdbi;
    private final AtomicInteger tries = new AtomicInteger();
    private volatile Thread counted = Thread.currentThread();
    private volatile boolean away;

    AwayAtTimes(Jdbi jdbi) {
      this.jdbi = jdbi;
    }

    @Override
    public Connection openConnection() throws SQLException {
      if (Thread.currentThread().equals(counted)) {
        tries.incrementAndGet();
      }
      if (away) {
        throw new SQLException("connection refused", "08001");
      }
      return jdbi.open().getConnection();
    }
  }
}
