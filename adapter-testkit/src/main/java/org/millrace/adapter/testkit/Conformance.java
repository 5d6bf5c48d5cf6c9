package org.millrace.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Target;

/** A fresh peer for each test of a suite, and the words in which the tests are written. */
@Timeout(60)
abstract class Conformance implements TargetSubject {

  /** The value that must never be told. */
  public static final String SECRET = "s3cr3t-9f1c7b52e0";

  static final Bytes GARBAGE = Bytes.utf8("\u0000\u0001\u0002%&/()=?\r\n\r\n\u0000".repeat(40));

  final Trial trial = new Trial(this);
  StubPeer peer;

  @BeforeEach
  void start_a_peer() {
    peer = StubPeer.start(framing(), honest());
  }

  @AfterEach
  void stop_the_peer() {
    peer.close();
  }

  /** A peer that takes every request. */
  final Script honest() {
    return faulty(request -> Step.answer(success(request)));
  }

  /** A peer that is honest until the send itself. */
  final Script faulty(Function<Received, List<Step>> fault) {
    return request -> preliminary(request).map(Step::answer).orElseGet(() -> fault.apply(request));
  }

  final boolean isSend(Received request) {
    return preliminary(request).isEmpty();
  }

  /** The sends that arrived completely, without what an adapter asks before. */
  final List<Received> sends() {
    return peer.requests().stream().filter(this::isSend).toList();
  }

  /**
   * Sends once in full before a send with a short deadline, so that the deadline measures the
   * target and not the loading of its classes.
   */
  final void warmUp() {
    try (StubPeer other = StubPeer.start(framing(), honest());
        Target target = trial.connect(other.address())) {
      trial.send(target, trial.outbound("R-0", Trial.AMPLE));
    }
  }

  /** Sends R-1 once to a peer with this script, through a target that is closed thereafter. */
  final Evidence evidence(Script script, Duration wait) {
    if (wait.compareTo(Trial.AMPLE) < 0) {
      warmUp();
    }
    peer.follow(script);
    Evidence evidence;
    try (Target target = trial.connect(peer.address())) {
      evidence = trial.send(target, trial.outbound("R-1", wait)).evidence();
    }
    peer.settle();
    return evidence;
  }

  final void assertUnknownOnce(Duration wait, Step... answer) {
    assertThat(evidence(faulty(request -> List.of(answer)), wait))
        .isInstanceOf(Evidence.Unknown.class);
    assertThat(sends()).hasSize(1);
  }

  /** Asserts what may be said of a send over a connection that broke before it was read whole. */
  final void assertUnread(Evidence evidence) {
    if (asksFirst()) {
      assertUnreadOrUnsent(evidence);
    } else {
      assertThat(evidence).isInstanceOf(Evidence.Unknown.class);
      assertNothingRead();
    }
  }

  /**
   * The break may also come before the first byte left: then the target knows that it sent none.
   */
  final void assertUnreadOrUnsent(Evidence evidence) {
    assertThat(evidence).isInstanceOfAny(Evidence.Unknown.class, Evidence.NotSent.class);
    assertNothingRead();
  }

  private void assertNothingRead() {
    assertThat(sends()).isEmpty();
    assertThat(peer.connections()).as("connections made").isEqualTo(1);
  }

  final void assertNothingArrived() {
    peer.settle();
    assertThat(sends()).isEmpty();
    assertThat(peer.partial()).as("requests begun").isZero();
  }

  static Bytes half(Bytes answer) {
    return answer.first(answer.size() / 2);
  }

  /** An address where nobody listens. */
  static InetSocketAddress freedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
  }
}
