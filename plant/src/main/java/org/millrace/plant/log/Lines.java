package org.millrace.plant.log;

/** What a stage may do with its log while it handles one item. Used by the writer thread only. */
public interface Lines extends LineReader {
  /** Adds one line (without newline) and tells the offset where it will stand. */
  long append(byte[] line);
}
