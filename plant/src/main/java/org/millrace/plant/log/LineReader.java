package org.millrace.plant.log;

import java.io.IOException;

/** Reads a line again by the offset at which it was appended or visited. */
@FunctionalInterface
public interface LineReader {
  byte[] lineAt(long offset) throws IOException;
}
