package org.millrace.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows with aligned columns; the last column is as long as it likes. */
final class Table {

  private static final String GAP = "  ";

  private final String indent;
  private final List<String[]> rows = new ArrayList<>();

  Table(String indent) {
    this.indent = indent;
  }

  Table row(Object... cells) {
    rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** A line for each row. */
  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines());
  }

  private String line(String[] cells) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < cells.length; i++) {
      line.append(cells[i]);
      if (i < cells.length - 1) {
        line.repeat(" ", width(i) - cells[i].length()).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .filter(cells -> cells.length > column)
        .mapToInt(cells -> cells[column].length())
        .max()
        .orElse(0);
  }
}
