package org.millrace.adapter.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.landscape.Secret;
import tools.jackson.databind.json.JsonMapper;

class SessionsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final AtomicLong nanos = new AtomicLong();
  private String password = "right";

  @Test
  void many_callers_share_one_login() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(16);
    ScriptedWire wire = new ScriptedWire(call -> Optional.empty());
    Sessions sessions = sessions(wire);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    all.countDown();
                    await(all);
                    sessions.open(deadline());
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(wire.count("common.db.login")).isEqualTo(1);
  }

  @Test
  void expired_session_is_renewed_once_however_many_saw_it_expire() {
    ScriptedWire wire = new ScriptedWire(call -> Optional.empty());
    Sessions sessions = sessions(wire);
    Session old = opened(sessions.open(deadline()));

    Session first = opened(sessions.renew(Optional.of(old), deadline()));
    Session second = opened(sessions.renew(Optional.of(old), deadline()));

    assertThat(second).isSameAs(first);
    assertThat(wire.count("common.db.login")).isEqualTo(2);
  }

  @Test
  void declared_context_goes_over_the_preferences() {
    Session session = opened(sessions(new ScriptedWire(call -> Optional.empty())).open(deadline()));

    assertThat(session.context().toString()).isEqualTo("{\"company\":7,\"employee\":3}");
  }

  @Test
  void refused_credential_is_left_alone_until_it_changes_or_the_pause_is_over() {
    ScriptedWire wire =
        new ScriptedWire(
            call ->
                call.method().equals("common.db.login")
                        && !call.params().at("/1/password").asString().equals("right")
                    ? ScriptedWire.answer(401, "<html>")
                    : Optional.empty());
    Sessions sessions = sessions(wire);
    password = "wrong";

    assertOutage(sessions.open(deadline()), "login-refused");
    assertOutage(sessions.open(deadline()), "login-refused");
    assertThat(wire.count("common.db.login")).isEqualTo(1);

    nanos.addAndGet(Sessions.PAUSE_AFTER_REFUSAL.toNanos() + 1);
    assertOutage(sessions.open(deadline()), "login-refused");
    assertThat(wire.count("common.db.login")).isEqualTo(2);

    password = "right";
    opened(sessions.open(deadline()));
  }

  @Test
  void throttled_login_is_left_alone_too() {
    ScriptedWire wire = new ScriptedWire(call -> ScriptedWire.answer(429, ""));
    Sessions sessions = sessions(wire);

    assertOutage(sessions.open(deadline()), "login-throttled");
    assertOutage(sessions.open(deadline()), "login-throttled");

    assertThat(wire.calls()).hasSize(1);
  }

  @Test
  void login_without_an_answer_proves_that_nothing_was_sent_and_is_tried_again() {
    ScriptedWire wire = new ScriptedWire(call -> ScriptedWire.silence());
    Sessions sessions = sessions(wire);

    for (int i = 0; i < 2; i++) {
      assertThat(sessions.open(deadline()))
          .isInstanceOfSatisfying(
              Sessions.Entry.Shut.class,
              shut -> assertThat(shut.why().evidence()).isInstanceOf(Evidence.NotSent.class));
    }
    assertThat(wire.calls()).hasSize(2);
  }

  @Test
  void refusal_that_repeats_the_password_does_not_tell_it() {
    ScriptedWire wire =
        new ScriptedWire(call -> ScriptedWire.error("[\"UserError\",[\"" + call.params() + "\"]]"));
    password = "pa55word";

    assertThat(sessions(wire).open(deadline()).toString()).doesNotContain("pa55word");
  }

  @Test
  void missing_credential_is_an_outage_without_a_call() {
    ScriptedWire wire = new ScriptedWire(call -> Optional.empty());
    Sessions sessions =
        new Sessions("erp", name -> Optional.empty(), new Login(wire, JSON, connection()));

    assertOutage(sessions.open(deadline()), "no-credential");
    assertThat(wire.calls()).isEmpty();
  }

  private Sessions sessions(ScriptedWire wire) {
    return new Sessions(
        "erp",
        name ->
            Optional.of(Map.of("user", new Secret("millrace"), "password", new Secret(password))),
        new Login(wire, JSON, connection()));
  }

  private static Connection connection() {
    return new Connection(
        URI.create("http://erp/factory/"), "erp", "en", Map.of("company", "7", "employee", "3"));
  }

  private Deadline deadline() {
    return Deadline.in(nanos::get, Duration.ofSeconds(5));
  }

  private static Session opened(Sessions.Entry entry) {
    assertThat(entry).isInstanceOf(Sessions.Entry.Open.class);
    return ((Sessions.Entry.Open) entry).session();
  }

  private static void assertOutage(Sessions.Entry entry, String code) {
    assertThat(entry)
        .isInstanceOfSatisfying(
            Sessions.Entry.Shut.class,
            shut ->
                assertThat(shut.why().evidence())
                    .isInstanceOfSatisfying(
                        Evidence.NotSent.class,
                        notSent -> {
                          assertThat(notSent.code()).isEqualTo(code);
                          assertThat(notSent.outage()).isTrue();
                        }));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
