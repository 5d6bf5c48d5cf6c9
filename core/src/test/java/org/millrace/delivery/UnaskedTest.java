package org.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.journal.Settlement;
import org.millrace.message.BusinessStatus;
import org.millrace.message.DeliveryState;
import org.millrace.telemetry.Traces;

/** A doubt that cannot be asked about. */
class UnaskedTest {

  private static Settlement settled(ProbeAnswer answer, OneDelivery one)
      throws InterruptedException {
    one.answer = answer;
    one.ask();
    return one.settled.getFirst();
  }

  @Test
  void an_outage_of_the_target_burns_no_tries() throws InterruptedException {
    OneDelivery one = new OneDelivery(Traces.OFF, Optional.empty());
    Evidence.NotSent refused = new Evidence.NotSent("connection-refused", "nobody listens", true);
    Settlement settled = settled(new ProbeAnswer.NotAsked(refused, one.exchange()), one);
    assertThat(settled.next()).isEqualTo(DeliveryState.IN_DOUBT);
    assertThat(settled.business()).isEqualTo(BusinessStatus.UNKNOWN);
    assertThat(settled.dueAt()).isPresent();
    assertThat(settled.countsAsTry()).isFalse();
  }

  @Test
  void an_answer_that_tells_nothing_does() throws InterruptedException {
    OneDelivery one = new OneDelivery(Traces.OFF, Optional.empty());
    Settlement settled =
        settled(new ProbeAnswer.Inconclusive("an error page", one.exchange()), one);
    assertThat(settled.next()).isEqualTo(DeliveryState.IN_DOUBT);
    assertThat(settled.countsAsTry()).isTrue();
  }

  @Test
  void only_what_nobody_could_send_is_no_question() {
    OneDelivery one = new OneDelivery(Traces.OFF, Optional.empty());
    Evidence hitch = new Evidence.NotSent("connect-timeout", "not this time", false);
    assertThat(ProbeAnswer.unanswered(hitch, "not this time", one.exchange()))
        .isInstanceOf(ProbeAnswer.Inconclusive.class);
  }
}
