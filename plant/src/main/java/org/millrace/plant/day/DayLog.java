package org.millrace.plant.day;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.millrace.plant.json.Json;

/** Remembers which day is being performed, so that a killed plant goes on where it was. */
public final class DayLog {
  /**
   * The day's entry.
   *
   * @param base the outboxes' last event number when this day began; the day's events follow it
   */
  public record Entry(DayPlan plan, long base) {}

  private final Path file;

  public DayLog(Path file) {
    this.file = file;
  }

  public Optional<Entry> read() {
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(Files.readAllBytes(file), Entry.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the day from " + file, e);
    }
  }

  public void write(Entry entry) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, Json.bytes(entry));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the day in " + file, e);
    }
  }
}
