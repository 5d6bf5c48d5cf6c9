package org.millrace.proof;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** A history as a file: one JSON object a line. */
public final class History implements Consumer<Fact>, AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final BufferedWriter file;

  private History(BufferedWriter file) {
    this.file = file;
  }

  public static History into(Path path) throws IOException {
    return new History(Files.newBufferedWriter(path));
  }

  /** Reads line by line; the file may be longer than memory. */
  public static void read(Path path, Consumer<Fact> reader) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reader.accept(JSON.readValue(line, Fact.class));
      }
    }
  }

  @Override
  public void accept(Fact fact) {
    try {
      file.write(JSON.writeValueAsString(fact));
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
