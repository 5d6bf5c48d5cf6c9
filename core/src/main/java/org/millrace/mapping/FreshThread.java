package org.millrace.mapping;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs the engine's parser on a thread of its own: it keeps a parser per thread, and what a broken
 * text leaves behind in it would spoil the next one.
 */
final class FreshThread {

  private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

  private FreshThread() {}

  /**
   * @throws StackOverflowError as the task did
   * @throws EngineError for any other error of the task
   */
  static <T> T call(Supplier<T> task) throws EngineError {
    try {
      return CompletableFuture.supplyAsync(task, VIRTUAL).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException bug -> throw bug;
        case VirtualMachineError fatal -> throw fatal;
        case Error error -> throw new EngineError(error);
        case null, default -> throw e;
      }
    }
  }
}
