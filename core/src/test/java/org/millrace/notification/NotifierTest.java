package org.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.millrace.database.TestDatabase;
import org.millrace.landscape.Secret;
import org.millrace.message.Actor;
import org.millrace.notification.Receiver.Received;
import org.millrace.notification.Receiver.Reply;

@ExtendWith(TestDatabase.class)
class NotifierTest {

  private static final CountDownLatch AT_ONCE = new CountDownLatch(0);

  private final Notification in;

  NotifierTest(Jdbi jdbi, DataSource source) {
    in = new Notification(jdbi, source);
  }

  @AfterEach
  void close() {
    in.close();
  }

  private Received only(String path) {
    await().until(() -> !in.receiver.at(path).isEmpty());
    return in.receiver.at(path).getFirst();
  }

  @Test
  void a_webhook_is_posted_signed_with_the_job_in_it() throws Exception {
    String id = in.due("/a");
    in.start();
    Received post = only("/a");
    in.awaitState(id, "DELIVERED");

    assertThat(post.header("Content-type")).isEqualTo("application/json");
    assertThat(post.header("Webhook-id")).isEqualTo(id + ":completed");
    assertThat(post.body())
        .startsWith("{\"type\":\"message.completed\",\"timestamp\":\"2026-11-21T08:00:00.000Z\",")
        .endsWith("\"data\":{\"id\":\"" + id + "\",\"version\":1}}");
    long sent = Long.parseLong(post.header("Webhook-timestamp"));
    assertThat(Instant.ofEpochSecond(sent))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Notification.KEY, "HmacSHA256"));
    String signed = id + ":completed." + sent + "." + post.body();
    assertThat(post.header("Webhook-signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    assertThat(in.receiver.received).hasSize(1);
    assertThat(in.outcomes).containsExactly("mes TAKEN");
  }

  @Test
  void one_that_failed_is_tried_again_with_the_same_id_and_content() {
    in.receiver.reply("/a", Reply.of(500));
    String id = in.due("/a");
    in.start();
    only("/a");
    in.receiver.reply("/a", Reply.of(200));
    in.awaitState(id, "DELIVERED");

    List<Received> posts = in.receiver.at("/a");
    assertThat(posts).hasSizeGreaterThan(1);
    assertThat(posts).extracting(p -> p.header("Webhook-id")).containsOnly(id + ":completed");
    assertThat(posts).extracting(Received::body).containsOnly(posts.getFirst().body());
    assertThat(in.outcomes).startsWith("mes FAILED").endsWith("mes TAKEN");
  }

  @Test
  void what_a_receiver_asks_to_wait_is_waited_by_all_its_webhooks() {
    in.receiver.reply("/a", new Reply(503, Map.of("Retry-After", "3600"), AT_ONCE));
    String id = in.due("/a");
    in.start();
    await().until(() -> in.text(id, "detail").equals("answered 503"));
    assertThat(in.count("due_at > now() + interval '59 minutes'")).isEqualTo(1);

    in.receiver.reply("/a", Reply.of(200));
    String next = in.due("/a/next");
    String other = in.due("/b");
    in.awaitState(other, "DELIVERED");
    assertThat(in.text(next, "state")).isEqualTo("DUE");
    assertThat(in.receiver.at("/a")).hasSize(1);
  }

  @Test
  void a_redirect_is_a_failure_and_not_followed() {
    in.receiver.reply("/a", new Reply(307, Map.of("Location", in.receiver.url() + "/b"), AT_ONCE));
    String id = in.due("/a");
    in.start();
    in.awaitState(id, "GIVEN_UP");
    assertThat(in.text(id, "detail")).isEqualTo("answered 307; redirects are not followed");
    assertThat(in.text(id, "status")).isEqualTo("307");
    assertThat(in.receiver.at("/b")).isEmpty();
    assertThat(in.receiver.at("/a")).hasSize(Notification.TRIES);
    assertThat(in.outcomes).endsWith("mes FAILED", "mes GIVEN_UP");
  }

  @Test
  void after_410_an_endpoint_gets_nothing_until_a_person_lets_it_recover() {
    in.receiver.reply("/a", Reply.of(410));
    String id = in.due("/a");
    in.start();
    in.awaitState(id, "KEPT_BACK");
    String later = in.due("/a/later");
    in.awaitState(later, "KEPT_BACK");
    assertThat(in.receiver.at("/a")).hasSize(1);
    assertThat(in.outcomes).containsExactly("mes ENDPOINT_GONE");
    String other = in.due("/b");
    in.awaitState(other, "DELIVERED");

    in.receiver.reply("/a", Reply.of(200));
    in.webhooks.recover(
        "mes",
        in.receiver.url() + "/a",
        Instant.parse("2026-11-21T00:00:00Z"),
        new Actor(Actor.Kind.PERSON, "ada"),
        "the receiver is back");
    in.awaitState(id, "DELIVERED");
    in.awaitState(later, "DELIVERED");
  }

  @Test
  void an_endpoint_that_does_not_answer_holds_up_no_other() {
    CountDownLatch never = new CountDownLatch(1);
    in.receiver.reply("/a", new Reply(200, Map.of(), never));
    List<String> slow =
        java.util.stream.IntStream.range(0, 30).mapToObj(i -> in.due("/a/" + i)).toList();
    in.start();
    await().until(() -> in.receiver.at("/a").size() == Notification.PER_ENDPOINT);
    List<String> fast =
        java.util.stream.IntStream.range(0, 30).mapToObj(i -> in.due("/b/" + i)).toList();
    fast.forEach(id -> in.awaitState(id, "DELIVERED"));
    assertThat(in.receiver.at("/a")).hasSize(Notification.PER_ENDPOINT);
    never.countDown();
    slow.forEach(id -> in.awaitState(id, "DELIVERED"));
  }

  @Test
  void an_answer_that_does_not_come_in_time_is_a_failure() {
    CountDownLatch late = new CountDownLatch(1);
    in.receiver.reply("/a", new Reply(200, Map.of(), late));
    String id = in.due("/a");
    in.answering = Duration.ofMillis(200);
    in.start();
    await().until(() -> in.text(id, "detail").startsWith("answer-timeout"));
    late.countDown();
    in.awaitState(id, "DELIVERED");
  }

  @Test
  void a_restart_goes_on_where_the_node_ended() {
    in.receiver.reply("/a", new Reply(200, Map.of(), new CountDownLatch(1)));
    String cut = in.due("/a");
    in.start();
    only("/a");
    in.stop();
    assertThat(in.text(cut, "state")).isEqualTo("DUE");
    assertThat(in.text(cut, "tries")).isEqualTo("0");

    String waited = in.due("/b");
    in.receiver.reply("/a", Reply.of(200));
    in.start();
    in.awaitState(cut, "DELIVERED");
    in.awaitState(waited, "DELIVERED");
    assertThat(in.receiver.at("/a"))
        .hasSize(2)
        .extracting(p -> p.header("Webhook-id"))
        .containsOnly(cut + ":completed");
  }

  @Test
  void a_stop_waits_for_what_is_under_way() {
    CountDownLatch soon = new CountDownLatch(1);
    in.receiver.reply("/a", new Reply(200, Map.of(), soon));
    String id = in.due("/a");
    in.start();
    only("/a");
    Thread stopping = Thread.ofVirtual().start(in::stop);
    soon.countDown();
    await().until(() -> !stopping.isAlive());
    assertThat(in.text(id, "state")).isEqualTo("DELIVERED");
  }

  @Test
  void what_is_no_longer_declared_is_not_called() {
    String id = in.due("/c");
    in.start();
    in.awaitState(id, "GIVEN_UP");
    assertThat(in.text(id, "detail")).contains("no longer among the callback destinations");
    assertThat(in.receiver.received).isEmpty();
  }

  @Test
  void nothing_goes_out_unsigned() {
    in.secrets =
        Map.of("secret", new Secret(Notification.SECRET), "previous-secret", new Secret("x"));
    String id = in.due("/a");
    in.start();
    await().until(() -> in.text(id, "detail").contains("has no usable secret at present"));
    assertThat(in.receiver.received).isEmpty();
    in.secrets =
        Map.of(
            "secret", new Secret(Notification.SECRET),
            "previous-secret", new Secret("whsec_" + "A".repeat(32)));
    in.awaitState(id, "DELIVERED");
    assertThat(only("/a").header("Webhook-signature")).matches("v1,\\S{44} v1,\\S{44}");
  }

  @Test
  void a_job_that_cannot_be_read_is_tried_again_to_an_end() {
    String id = in.due("/a");
    in.jobs =
        message -> {
          throw new IllegalStateException("the journal is away");
        };
    in.start();
    in.awaitState(id, "GIVEN_UP");
    assertThat(in.receiver.received).isEmpty();
  }
}
