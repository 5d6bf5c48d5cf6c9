package org.millrace.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Target;

/** What every target that speaks HTTP must conclude besides: statuses, bodies, framing. */
public abstract class HttpTargetConformance extends TargetConformance {

  /** The body of a real server's answer that took the request. */
  protected abstract String successBody(Received request);

  /** The body of a real server's answer with {@link #refusalStatus()}. */
  protected abstract String refusalBody(Received request);

  /** The status of a real server's refusal. */
  protected int refusalStatus() {
    return 422;
  }

  @Override
  public Framing framing() {
    return new HttpFraming();
  }

  @Override
  public Bytes success(Received request) {
    return HttpAnswers.json(200, successBody(request));
  }

  @Override
  public Bytes refusal(Received request) {
    return HttpAnswers.json(refusalStatus(), refusalBody(request));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void a_servers_error_is_unknown_and_not_sent_again(int status) {
    assertUnknownOnce(Trial.AMPLE, new Step.Answer(HttpAnswers.json(status, "{}")));
  }

  @Test
  void overload_is_not_processed_and_the_wait_is_told() {
    Bytes answer = HttpAnswers.answer(429, "text/plain", "slow down", "Retry-After: 7\r\n");
    assertThat(evidence(faulty(request -> Step.answer(answer)), Trial.AMPLE))
        .isInstanceOfSatisfying(
            Evidence.NotProcessed.class,
            busy -> assertThat(busy.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(7))));
    assertThat(sends()).hasSize(1);
  }

  @Test
  void a_wait_that_makes_no_sense_is_ignored() {
    Bytes answer =
        HttpAnswers.answer(429, "text/plain", "", "Retry-After: 99999999999999999999 soon\r\n");
    assertThat(evidence(faulty(request -> Step.answer(answer)), Trial.AMPLE))
        .isInstanceOf(Evidence.NotProcessed.class);
  }

  @Test
  void unavailability_is_unknown_unless_declared_as_not_processed() {
    Evidence evidence =
        evidence(faulty(request -> Step.answer(HttpAnswers.json(503, "{}"))), Trial.AMPLE);
    assertThat(evidence).isInstanceOfAny(Evidence.Unknown.class, Evidence.NotProcessed.class);
    assertThat(sends()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_redirect_is_followed_to_nowhere(int status) {
    try (StubPeer elsewhere = StubPeer.start(framing(), honest())) {
      String location = "Location: http://127.0.0.1:" + elsewhere.address().getPort() + "/\r\n";
      Bytes answer = HttpAnswers.answer(status, "text/plain", "", location);
      assertThat(evidence(faulty(request -> Step.answer(answer)), Trial.AMPLE))
          .isInstanceOfAny(Evidence.Unknown.class, Evidence.Rejected.class);
      elsewhere.settle();
      assertThat(elsewhere.connections()).as("connections to the redirect's place").isZero();
    }
    assertThat(sends()).hasSize(1);
  }

  @Test
  void success_with_a_page_for_people_is_unknown() {
    assertUnknownOnce(Trial.AMPLE, new Step.Answer(HttpAnswers.htmlPage()));
  }

  @Test
  void success_with_half_a_document_is_unknown() {
    Evidence evidence =
        evidence(
            faulty(
                request -> {
                  String body = successBody(request);
                  return Step.answer(HttpAnswers.json(200, body.substring(0, body.length() / 2)));
                }),
            Trial.AMPLE);
    assertThat(evidence).isInstanceOf(Evidence.Unknown.class);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void a_huge_body_is_not_read_whole() {
    assertNotReadWhole(request -> HttpAnswers.hugeBody(successBody(request)));
  }

  @Test
  void a_compressed_bomb_is_not_unpacked_whole() {
    assertNotReadWhole(request -> HttpAnswers.compressedBomb(successBody(request)));
  }

  @Test
  void a_body_without_length_or_end_is_not_read_for_ever() {
    assertNotReadWhole(request -> HttpAnswers.endlessBodyWithoutLength());
  }

  @Test
  void endless_headers_are_not_read_for_ever() {
    assertNotReadWhole(request -> HttpAnswers.endlessHeaders());
  }

  @Test
  void an_endless_header_line_is_not_read_for_ever() {
    assertNotReadWhole(request -> HttpAnswers.endlessHeaderLine());
  }

  @Test
  void endless_chunks_are_not_read_for_ever() {
    assertNotReadWhole(request -> HttpAnswers.endlessChunks());
  }

  @Test
  void a_chunk_of_monstrous_size_is_not_read_for_ever() {
    assertNotReadWhole(request -> HttpAnswers.chunkOfMonstrousSize());
  }

  @Test
  void endless_interim_answers_are_unknown_in_time() {
    Evidence evidence = evidence(faulty(request -> HttpAnswers.endlessInterim()), patience());
    assertThat(evidence).isInstanceOf(Evidence.Unknown.class);
    assertThat(sends()).hasSize(1);
  }

  @Test
  void a_probe_that_meets_a_servers_error_or_a_page_finds_out_nothing() {
    List<Bytes> answers =
        List.of(HttpAnswers.json(500, "{}"), HttpAnswers.json(503, "{}"), HttpAnswers.htmlPage());
    for (Bytes answer : answers) {
      peer.follow(faulty(request -> Step.answer(answer)));
      try (Target target = trial.connect(peer.address())) {
        ProbeAnswer found = trial.probe(target, trial.outbound("R-1", Trial.AMPLE));
        assertThat(found).as("after %s", answer).isInstanceOf(ProbeAnswer.Inconclusive.class);
      }
    }
  }

  private void assertNotReadWhole(Function<Received, List<Step>> answer) {
    assertThat(evidence(faulty(answer), Trial.AMPLE)).isInstanceOf(Evidence.Unknown.class);
    assertThat(peer.answered()).as("bytes read of the answer").isLessThan(mostRead());
    assertThat(sends()).hasSize(1);
  }
}
