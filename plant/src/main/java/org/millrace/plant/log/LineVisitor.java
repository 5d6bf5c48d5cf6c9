package org.millrace.plant.log;

import java.io.IOException;

/** Is shown every line that was already in a log when it was opened, oldest first. */
@FunctionalInterface
public interface LineVisitor {
  void line(long offset, byte[] line, LineReader earlier) throws IOException;
}
