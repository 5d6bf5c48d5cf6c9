package org.millrace.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.SettableClock;
import org.millrace.database.TestDatabase;
import org.millrace.message.Actor;

@ExtendWith(TestDatabase.class)
class KeysTest {

  private static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada");
  private static final Permissions MES = Permissions.of(List.of("post:confirm-production", "read"));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));
  private final SecureRandom random = new SecureRandom();
  private Jdbi jdbi;
  private Keys keys;
  private KeyRing ring;

  KeysTest(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.keys = new Keys(jdbi, random, clock);
    this.ring = new KeyRing(keys, clock);
  }

  @BeforeEach
  void begin(Jdbi emptied) {
    jdbi = emptied;
    keys = new Keys(jdbi, random, clock);
    ring = new KeyRing(keys, clock);
  }

  private Keys.Created mes(Optional<Instant> expires) {
    return keys.create("mes", MES, expires, ADA);
  }

  private Optional<Principal> who(KeyRing where, String key) {
    return where.check(key) instanceof KeyRing.Check.Known known
        ? Optional.of(known.principal())
        : Optional.empty();
  }

  @Test
  void a_key_leads_to_its_system_and_what_it_may() {
    Principal principal = who(ring, mes(Optional.empty()).text()).orElseThrow();
    assertThat(principal.name()).isEqualTo("mes");
    assertThat(principal.permissions().mayPost("confirm-production")).isTrue();
    assertThat(principal.permissions().mayPost("issue-material")).isFalse();
    assertThat(principal.permissions().has(Right.READ)).isTrue();
    assertThat(principal.permissions().has(Right.ADMIN)).isFalse();
  }

  @Test
  void the_database_has_only_prefix_and_hash() {
    Keys.Created created = mes(Optional.empty());
    String dump =
        jdbi.withHandle(
            h -> h.createQuery("select api_key::text from api_key").mapTo(String.class).one());
    assertThat(created.text()).startsWith("mr_" + created.listed().prefix() + "_").hasSize(55);
    assertThat(dump).contains(created.listed().prefix());
    assertThat(dump).doesNotContain(created.text().substring(12));
    assertThat(created.toString()).doesNotContain(created.text().substring(12));
  }

  @Test
  void a_wrong_secret_and_an_unknown_prefix_are_told_alike() {
    String key = mes(Optional.empty()).text();
    String wrong = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");
    assertThat(ring.check(wrong)).isEqualTo(new KeyRing.Check.Unknown());
    assertThat(ring.check(ApiKey.generate(random))).isEqualTo(new KeyRing.Check.Unknown());
    assertThat(ring.check("")).isEqualTo(new KeyRing.Check.Unknown());
  }

  @Test
  void a_revocation_by_this_node_counts_at_the_next_call() {
    Keys.Created created = mes(Optional.empty());
    assertThat(who(ring, created.text())).isPresent();
    assertThat(ring.revoke(created.listed().prefix())).isTrue();
    assertThat(who(ring, created.text())).isEmpty();
    assertThat(ring.revoke(created.listed().prefix())).isFalse();
  }

  @Test
  void a_revocation_by_another_node_counts_within_a_second() {
    Keys.Created created = mes(Optional.empty());
    assertThat(who(ring, created.text())).isPresent();
    new KeyRing(keys, clock).revoke(created.listed().prefix());
    clock.pass(KeyRing.FRESH);
    assertThat(who(ring, created.text())).isEmpty();
  }

  @Test
  void an_old_and_a_new_key_overlap_until_the_old_one_ends() {
    Keys.Created old = mes(Optional.of(clock.instant().plus(Duration.ofHours(1))));
    Keys.Created fresh = mes(Optional.empty());
    assertThat(who(ring, old.text())).isPresent();
    assertThat(who(ring, fresh.text())).isPresent();
    clock.pass(Duration.ofHours(1));
    assertThat(who(ring, old.text())).isEmpty();
    assertThat(who(ring, fresh.text())).isPresent();
  }

  @Test
  void the_last_use_is_written_sooner_or_later() {
    Keys.Created created = mes(Optional.empty());
    who(ring, created.text());
    assertThat(keys.list().getFirst().lastUsed()).isEmpty();
    ring.close();
    assertThat(keys.list().getFirst().lastUsed()).contains(clock.instant());
  }

  @Test
  void a_permission_of_a_later_version_does_not_lock_out() {
    Keys.Created created = mes(Optional.empty());
    jdbi.useHandle(h -> h.execute("update api_key set may = may || '{approve}'"));
    assertThat(who(ring, created.text())).isPresent();
  }

  @Test
  void a_session_ends_with_its_key() {
    Keys.Created created = mes(Optional.empty());
    Sessions sessions = new Sessions(ring, random, clock, Sessions.Limits.STANDARD);
    String id = sessions.open(who(ring, created.text()).orElseThrow());
    assertThat(sessions.find(id).orElseThrow().kind()).isEqualTo(Actor.Kind.PERSON);
    ring.revoke(created.listed().prefix());
    assertThat(sessions.find(id)).isEmpty();
    assertThat(sessions.isOpen(id)).isFalse();
  }

  @Test
  void a_session_ends_when_idle_and_in_any_case_after_a_while() {
    Principal principal = who(ring, mes(Optional.empty()).text()).orElseThrow();
    Sessions sessions = new Sessions(ring, random, clock, Sessions.Limits.STANDARD);
    String idle = sessions.open(principal);
    clock.pass(Duration.ofHours(1));
    assertThat(sessions.find(idle)).isEmpty();
    String busy = sessions.open(principal);
    for (int i = 0; i < 23; i++) {
      clock.pass(Duration.ofMinutes(30));
      assertThat(sessions.find(busy)).isPresent();
    }
    clock.pass(Duration.ofMinutes(30));
    assertThat(sessions.find(busy)).isEmpty();
  }
}
