package org.millrace.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void quantiles_are_within_the_promised_error_over_six_orders_of_magnitude() {
    Random random = new Random(7);
    Histogram histogram = new Histogram();
    long[] values = new long[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) Math.pow(10, 6 * random.nextDouble());
      histogram.add(values[i]);
    }
    Arrays.sort(values);
    for (double q : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
      long exact = values[(int) Math.ceil(q * values.length) - 1];
      assertThat((double) histogram.quantile(q))
          .isCloseTo((double) exact, Percentage.withPercentage(1.6));
    }
  }

  @Test
  void small_values_are_exact() {
    Histogram histogram = new Histogram();
    for (int i = 1; i <= 50; i++) {
      histogram.add(i);
    }
    assertThat(histogram.quantile(0.5)).isEqualTo(25);
    assertThat(histogram.quantile(1)).isEqualTo(50);
    assertThat(histogram.millis(0.5)).isCloseTo(0.025, within(1e-9));
  }

  @Test
  void the_largest_value_is_never_exceeded() {
    Histogram histogram = new Histogram();
    histogram.add(1_000_001);
    assertThat(histogram.quantile(0.99)).isLessThanOrEqualTo(1_000_001);
    assertThat(histogram.max()).isEqualTo(1_000_001);
  }

  @Test
  void the_longest_value_there_is_has_a_bucket() {
    Histogram histogram = new Histogram();
    histogram.add(Long.MAX_VALUE);
    assertThat(histogram.quantile(1)).isPositive();
  }

  @Test
  void an_empty_histogram_has_zero_quantiles_and_a_negative_value_counts_as_zero() {
    Histogram histogram = new Histogram();
    assertThat(histogram.quantile(0.99)).isZero();
    histogram.add(-5);
    assertThat(histogram.count()).isEqualTo(1);
    assertThat(histogram.max()).isZero();
  }

  @Test
  void a_share_above_one_is_refused() {
    assertThatThrownBy(() -> new Histogram().quantile(99))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
