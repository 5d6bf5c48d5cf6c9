package org.millrace.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LettersTest {

  @Test
  void a_shuffled_window_is_whole_before_the_sender_may_end() {
    Letters letters = Letters.shuffled(Posting.MOVE_STOCK, "PO-1", 50, 0.2, new Random(7));
    List<Letter> sent = new ArrayList<>();
    do {
      sent.add(letters.next());
    } while (!letters.mayEnd());
    List<Integer> numbers = sent.stream().map(Letter::sequence).toList();
    assertThat(numbers).hasSizeBetween(51, 75).isNotEqualTo(numbers.stream().sorted().toList());
    assertThat(numbers.stream().distinct().sorted())
        .isEqualTo(IntStream.rangeClosed(1, 50).boxed().toList());
  }

  @Test
  void a_repetition_has_the_same_content_under_another_key() {
    Letter letter = Letter.of(Posting.CONFIRM_PRODUCTION, "PO-1", 3);
    assertThat(letter.repeated().document()).isEqualTo(letter.document());
    assertThat(letter.repeated().idempotencyKey()).isNotEqualTo(letter.idempotencyKey());
  }

  @Test
  void what_goes_alone_has_an_order_of_its_own_each() {
    Letters letters = Letters.alone(Posting.CONFIRM_PRODUCTION, "PX", "KGM", "poisoned");
    assertThat(letters.next().stream()).isEqualTo("erp/PX-1");
    assertThat(letters.next().document())
        .contains("\"order\":\"PX-2\"", "\"unit\":\"KGM\"", "\"lot\":\"poisoned\"");
  }
}
