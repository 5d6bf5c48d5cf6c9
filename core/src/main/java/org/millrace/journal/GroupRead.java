package org.millrace.journal;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Reads what several threads want at the same time with one statement. Alone, a thread waits for
 * nobody; while one reads, the wishes of the others gather for the next statement. Thread-safe.
 */
final class GroupRead<K, V> {

  /** Most keys in one statement. */
  static final int MOST = 256;

  private final Function<Collection<K>, Map<K, V>> read;
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<K, CompletableFuture<Optional<V>>> wanted = new LinkedHashMap<>();

  /**
   * @param read looks keys up; what is not there is missing in its answer
   */
  GroupRead(Function<Collection<K>, Map<K, V>> read) {
    this.read = read;
  }

  /** Looks a key up; what the look-up throws is thrown to all whose keys were in it. */
  Optional<V> find(K key) {
    CompletableFuture<Optional<V>> answer;
    synchronized (wanted) {
      answer = wanted.computeIfAbsent(key, ignored -> new CompletableFuture<>());
    }
    reading.lock();
    try {
      while (!answer.isDone()) {
        readNext();
      }
    } finally {
      reading.unlock();
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** Keys that wait for a statement. */
  int waiting() {
    synchronized (wanted) {
      return wanted.size();
    }
  }

  private void readNext() {
    Map<K, CompletableFuture<Optional<V>>> batch = take();
    try {
      Map<K, V> found = read.apply(batch.keySet());
      batch.forEach((key, answer) -> answer.complete(Optional.ofNullable(found.get(key))));
    } catch (RuntimeException e) {
      batch.values().forEach(answer -> answer.completeExceptionally(e));
    }
  }

  private Map<K, CompletableFuture<Optional<V>>> take() {
    Map<K, CompletableFuture<Optional<V>>> batch = new LinkedHashMap<>();
    synchronized (wanted) {
      Iterator<Map.Entry<K, CompletableFuture<Optional<V>>>> entries = wanted.entrySet().iterator();
      while (entries.hasNext() && batch.size() < MOST) {
        Map.Entry<K, CompletableFuture<Optional<V>>> entry = entries.next();
        batch.put(entry.getKey(), entry.getValue());
        entries.remove();
      }
    }
    return batch;
  }
}
