package org.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.message.DeliveryId;

/** Many seeded worlds: whatever happens, one effect per delivery, in order per key, all of them. */
class DispatcherWorldTest {

  private static final int SEEDS = 300;
  private static final Window TINY = new Window(40, 5, 7);

  @Test
  void every_delivery_has_one_effect_in_the_order_of_its_key() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = run(seed, 200, 12);
      assertThat(new HashSet<>(world.ledger)).as("seed %d", seed).hasSize(world.ledger.size());
      assertThat(world.ledger).as("seed %d", seed).hasSize(world.journal.size());
      Map<Long, DeliveryId> last = new HashMap<>();
      for (DeliveryId id : world.ledger) {
        DeliveryId before = last.put(world.stored(id).lane(), id);
        assertThat(before == null || before.compareTo(id) < 0)
            .as("seed %d: %s after %s", seed, id, before)
            .isTrue();
      }
    }
  }

  @Test
  void memory_stays_within_the_window_however_long_the_backlog() {
    World world = new World(7, TINY, 4, Double.POSITIVE_INFINITY);
    world.trouble = 0;
    world.accept(2_000, 100);
    finish(world, 7);
    assertThat(world.mostResident).isLessThanOrEqualTo(TINY.mostResident() + TINY.page());
    assertThat(world.ledger).hasSize(2_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16})
  void no_more_is_under_way_than_the_target_allows(int concurrency) {
    World world = new World(11, Window.STANDARD, concurrency, Double.POSITIVE_INFINITY);
    world.accept(500, 400);
    finish(world, 11);
    assertThat(world.mostInFlight).isEqualTo(concurrency);
  }

  private static World run(long seed, int messages, int keys) {
    World world = new World(seed, seed % 2 == 0 ? TINY : Window.STANDARD, 4, 500);
    world.trouble = (seed % 5) * 0.15;
    int accepted = 0;
    while (accepted < messages) {
      world.accept(1 + accepted % 9, keys);
      accepted += 1 + accepted % 9;
      for (int i = 0; i < 10; i++) {
        world.step();
      }
    }
    world.trouble = 0;
    finish(world, seed);
    return world;
  }

  private static void finish(World world, long seed) {
    int steps = 0;
    while (!world.isDone()) {
      world.step();
      assertThat(steps++).as("seed %d does not come to an end", seed).isLessThan(200_000);
    }
  }
}
