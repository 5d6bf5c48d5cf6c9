package org.millrace.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, section 3.2. */
class TraceparentTest {

  private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void a_valid_one_is_kept_and_read() {
    assertThat(Traceparent.checked(VALID)).contains(VALID);
    assertThat(Traceparent.traceId(VALID)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(Traceparent.spanId(VALID)).isEqualTo("b7ad6b7169203331");
    assertThat(Traceparent.flags(VALID)).isEqualTo("01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x"
      })
  void an_invalid_one_is_discarded(String value) {
    assertThat(Traceparent.checked(value)).isEmpty();
  }

  @Test
  void none_is_none() {
    assertThat(Traceparent.checked(null)).isEmpty();
  }

  @Test
  void of_a_later_version_only_what_is_understood_goes_on_as_version_00() {
    assertThat(Traceparent.checked(VALID.replace("00-0af", "cc-0af") + "-what-the-future-brings"))
        .contains(VALID);
  }

  @Test
  void the_next_hop_has_the_same_trace_and_another_parent() {
    String next = Traceparent.next(VALID, new Random(1));
    assertThat(Traceparent.checked(next)).contains(next);
    assertThat(Traceparent.traceId(next)).isEqualTo(Traceparent.traceId(VALID));
    assertThat(Traceparent.spanId(next)).isNotEqualTo(Traceparent.spanId(VALID));
    assertThat(Traceparent.flags(next)).isEqualTo("01");
  }
}
