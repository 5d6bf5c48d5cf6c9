package org.millrace.landscape;

/**
 * A place in a landscape's file.
 *
 * @param file path relative to the landscape's folder, with forward slashes
 * @param line counted from 1
 * @param column counted from 1
 */
public record Position(String file, int line, int column) {

  /** The very start of a file, for problems with the file as a whole. */
  public static Position startOf(String file) {
    return new Position(file, 1, 1);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
