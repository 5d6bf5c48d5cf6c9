package org.millrace.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;

@Timeout(60)
class FaultProxyTest {

  private static final long SEED = 42;

  private final SocketSubject subject =
      new SocketSubject() {
        @Override
        public Target connect(InetSocketAddress peer, TargetContext context) {
          return new SocketTarget(peer, context);
        }
      };
  private final Trial trial = new Trial(subject);
  private final StubPeer server = StubPeer.start(new HttpFraming(), subject.honest());
  private final FaultProxy proxy = FaultProxy.before(server.address(), SEED);

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  @Test
  void without_a_fault_request_and_answer_pass() {
    assertThat(sent(Trial.AMPLE)).isInstanceOf(Evidence.Accepted.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void a_cut_before_forwarding_has_no_effect() {
    proxy.use(new ProxyFault.CutBeforeForwarding());
    assertUnknown(Trial.AMPLE, 0);
    assertThat(server.partial()).isZero();
  }

  @Test
  void a_reset_before_forwarding_has_no_effect() {
    proxy.use(new ProxyFault.ResetBeforeForwarding());
    assertUnknown(Trial.AMPLE, 0);
    assertThat(server.partial()).isZero();
  }

  @Test
  void a_cut_within_the_request_leaves_the_server_with_a_part() {
    proxy.use(new ProxyFault.CutMidRequest());
    assertUnknown(Trial.AMPLE, 0);
    assertThat(server.partial()).isEqualTo(1);
  }

  @Test
  void a_cut_after_forwarding_has_its_effect_unheard_of() {
    proxy.use(new ProxyFault.CutAfterForwarding());
    assertUnknown(Trial.AMPLE, 1);
  }

  @Test
  void a_reset_after_forwarding_has_its_effect_unheard_of() {
    proxy.use(new ProxyFault.ResetAfterForwarding());
    assertUnknown(Trial.AMPLE, 1);
  }

  @Test
  void a_cut_within_the_answer_has_its_effect_half_heard_of() {
    proxy.use(new ProxyFault.CutMidAnswer());
    assertUnknown(Trial.AMPLE, 1);
  }

  @Test
  void a_black_hole_before_the_server_swallows_the_request() {
    subject.warmUp();
    proxy.use(new ProxyFault.BlackholeRequest());
    assertUnknown(Duration.ofSeconds(1), 0);
  }

  @Test
  void a_black_hole_behind_the_server_swallows_the_answer() {
    subject.warmUp();
    proxy.use(new ProxyFault.BlackholeAnswer());
    assertUnknown(Duration.ofSeconds(2), 1);
  }

  @Test
  void a_delay_only_takes_its_time() {
    Duration pause = Duration.ofMillis(300);
    proxy.use(new ProxyFault.Delay(pause));
    long begun = System.nanoTime();
    assertThat(sent(Trial.AMPLE)).isInstanceOf(Evidence.Accepted.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(pause);
  }

  @Test
  void it_counts_the_exchanges_that_are_under_way_at_once() throws InterruptedException {
    proxy.use(new ProxyFault.Delay(Duration.ofMillis(500)));
    List<Thread> senders =
        IntStream.range(0, 3).mapToObj(i -> Thread.startVirtualThread(this::sendOnce)).toList();
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(proxy.mostUnderWay()).isEqualTo(3);
    sendOnce();
    assertThat(proxy.mostUnderWay()).isEqualTo(1);
  }

  private void sendOnce() {
    sent(Trial.AMPLE);
  }

  @Test
  void a_fault_switched_off_is_over() {
    proxy.use(new ProxyFault.CutBeforeForwarding());
    sent(Trial.AMPLE);
    proxy.use(FaultMix.CALM);
    assertThat(sent(Trial.AMPLE)).isInstanceOf(Evidence.Accepted.class);
    assertThat(proxy.drawn(ProxyFault.CutBeforeForwarding.class)).isEqualTo(1);
    assertThat(proxy.drawn(ProxyFault.None.class)).isEqualTo(1);
  }

  @Test
  void a_seed_repeats_its_faults() {
    FaultMix mix =
        new FaultMix(
            0.5, List.of(new ProxyFault.CutBeforeForwarding(), new ProxyFault.CutMidAnswer()));
    List<List<Boolean>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (FaultProxy seeded = FaultProxy.before(server.address(), SEED)) {
        seeded.use(mix);
        runs.add(
            IntStream.range(0, 30)
                .mapToObj(
                    number -> sent(seeded.address(), Trial.AMPLE) instanceof Evidence.Accepted)
                .toList());
      }
    }
    assertThat(runs.getFirst()).contains(true, false).isEqualTo(runs.getLast());
  }

  private void assertUnknown(Duration wait, int effects) {
    assertThat(sent(wait)).isInstanceOf(Evidence.Unknown.class);
    proxy.close();
    server.settle();
    assertThat(server.requests()).as("requests that took effect").hasSize(effects);
  }

  private Evidence sent(Duration wait) {
    return sent(proxy.address(), wait);
  }

  private Evidence sent(InetSocketAddress address, Duration wait) {
    try (Target target = trial.connect(address)) {
      Outcome outcome = trial.send(target, trial.outbound("R-1", wait));
      return outcome.evidence();
    }
  }
}
