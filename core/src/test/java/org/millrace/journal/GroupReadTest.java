package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GroupReadTest {

  private final List<List<Integer>> statements = new ArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void what_gathers_while_one_reads_is_read_by_the_next_statement_together() throws Exception {
    GroupRead<Integer, String> reads = new GroupRead<>(this::readSlowly);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<String>> one = threads.submit(() -> reads.find(1));
      first.await();
      List<Future<Optional<String>>> others =
          IntStream.rangeClosed(2, GroupRead.MOST + 50)
              .mapToObj(key -> threads.submit(() -> reads.find(key)))
              .toList();
      Awaitility.await().until(() -> reads.waiting() == GroupRead.MOST + 49);
      goOn.countDown();

      assertThat(one.get(10, TimeUnit.SECONDS)).contains("1");
      for (int i = 0; i < others.size(); i++) {
        assertThat(others.get(i).get(10, TimeUnit.SECONDS)).contains(String.valueOf(i + 2));
      }
      assertThat(statements).extracting(List::size).containsExactly(1, GroupRead.MOST, 49);
    }
  }

  @Test
  void what_is_not_there_is_empty() {
    GroupRead<Integer, String> reads = new GroupRead<>(keys -> Map.of(7, "seven"));
    assertThat(reads.find(8)).isEmpty();
    assertThat(reads.find(7)).contains("seven");
  }

  @Test
  void a_failure_is_thrown_to_all_who_asked_and_to_nobody_later() throws Exception {
    List<Integer> tries = new ArrayList<>();
    Function<Collection<Integer>, Map<Integer, String>> onceDown =
        keys -> {
          tries.add(keys.size());
          if (tries.size() == 2) {
            throw new IllegalStateException("away");
          }
          return readSlowly(keys);
        };
    GroupRead<Integer, String> reads = new GroupRead<>(onceDown);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<String>> one = threads.submit(() -> reads.find(1));
      first.await();
      List<Future<Optional<String>>> two =
          List.of(threads.submit(() -> reads.find(2)), threads.submit(() -> reads.find(3)));
      Awaitility.await().until(() -> reads.waiting() == 2);
      goOn.countDown();

      assertThat(one.get(10, TimeUnit.SECONDS)).contains("1");
      for (Future<Optional<String>> failed : two) {
        assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasRootCauseMessage("away");
      }
      assertThat(reads.find(2)).contains("2");
    }
  }

  private Map<Integer, String> readSlowly(Collection<Integer> keys) {
    statements.add(List.copyOf(keys));
    first.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return keys.stream().collect(Collectors.toMap(key -> key, String::valueOf));
  }
}
