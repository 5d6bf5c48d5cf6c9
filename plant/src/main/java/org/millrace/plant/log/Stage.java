package org.millrace.plant.log;

import java.io.IOException;

/**
 * Turns one item into lines and an answer. Runs on the log's single writer thread, so a stage can
 * look up and append without a race; the answer is handed out only after the lines are durable.
 */
@FunctionalInterface
public interface Stage<T, R> {
  R stage(T item, Lines lines) throws IOException;
}
