package org.millrace.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.millrace.adapter.Destinations;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;
import org.millrace.landscape.Credentials;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageIds;

/**
 * Calls a target and holds what every single call must hold, whatever happens: it does not throw,
 * it returns in time, its texts are bounded and tell no secret.
 */
final class Trial {

  /** Time for calls that are answered; long, so that a busy machine does not fail them. */
  static final Duration AMPLE = Duration.ofSeconds(10);

  /** Room for the notice that a text was cut. */
  private static final int NOTICE = 64;

  private final TargetSubject subject;
  private final MessageIds ids = new MessageIds(InstantSource.system(), new Random(1), null);

  Trial(TargetSubject subject) {
    this.subject = subject;
  }

  Target connect(InetSocketAddress peer) {
    return subject.connect(
        peer, context(name -> Optional.of(subject.credential()), (host, address) -> true));
  }

  TargetContext context(Credentials credentials, Destinations destinations) {
    return new TargetContext(credentials, destinations, InstantSource.system(), System::nanoTime);
  }

  /** A request that may take so long in all, from now on. */
  Outbound outbound(String reference, Duration wait) {
    return outbound(reference, "a note", wait);
  }

  Outbound outbound(String reference, String note, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    return new Outbound(
        nextDelivery(),
        subject.operation(),
        subject.content(reference, note),
        "token-" + reference,
        reference,
        "correlation-" + reference,
        Optional.empty(),
        deadline,
        deadline);
  }

  Outbound late(Outbound outbound) {
    return new Outbound(
        outbound.delivery(),
        outbound.operation(),
        outbound.content(),
        outbound.token(),
        outbound.reference(),
        outbound.correlationId(),
        outbound.traceparent(),
        System.nanoTime() - 1,
        outbound.answerBefore());
  }

  Outcome send(Target target, Outbound outbound) {
    Outcome outcome = target.send(outbound);
    returnedInTime(outbound);
    bounded(outcome.exchange());
    tellsNoSecret(outcome.toString());
    return outcome;
  }

  ProbeAnswer probe(Target target, Outbound outbound) {
    ProbeAnswer answer = target.probe(outbound);
    returnedInTime(outbound);
    bounded(answer.exchange());
    tellsNoSecret(answer.toString());
    return answer;
  }

  private synchronized DeliveryId nextDelivery() {
    return new DeliveryId(ids.next(), 1);
  }

  private void returnedInTime(Outbound outbound) {
    Duration late = Duration.ofNanos(System.nanoTime() - outbound.answerBefore());
    assertThat(late).as("time by which the call returned too late").isLessThan(subject.tolerance());
  }

  private static void bounded(Exchange exchange) {
    assertThat(exchange.request().length())
        .as("characters kept of the request")
        .isLessThanOrEqualTo(Exchange.MOST_KEPT + NOTICE);
    assertThat(exchange.response().length())
        .as("characters kept of the response")
        .isLessThanOrEqualTo(Exchange.MOST_KEPT + NOTICE);
    assertThat(exchange.took().isNegative()).as("whether the exchange took no time").isFalse();
  }

  private void tellsNoSecret(String text) {
    for (String secret : disguises()) {
      assertThat(text.contains(secret))
          .as("whether the outcome tells the secret as %s", secret)
          .isFalse();
    }
  }

  /** The secret, as it is and as HTTP's basic authentication (RFC 7617) would carry it. */
  private List<String> disguises() {
    List<String> disguises = new ArrayList<>();
    disguises.add(TargetConformance.SECRET);
    subject
        .credential()
        .forEach(
            (field, value) ->
                disguises.add(base64(value.reveal() + ":" + TargetConformance.SECRET)));
    return disguises;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
