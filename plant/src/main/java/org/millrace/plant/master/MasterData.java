package org.millrace.plant.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millrace.plant.json.Json;

/**
 * The ERP's master data. Changes outlive the process, so that an item that a person activated stays
 * active after a {@code kill -9}. Thread-safe.
 */
public final class MasterData {
  /** A demo plant has tens of items; the limit keeps a runaway client from filling the memory. */
  private static final int MAX_ENTRIES = 10_000;

  /** The file's shape: only what differs from the catalogue and from the default periods. */
  record Changes(Map<String, Item> items, Map<String, Boolean> openPeriods) {}

  private final Path file;
  private final YearMonth firstOpen;
  private final Map<String, Item> items = new TreeMap<>();
  private final Map<String, Item> changedItems = new TreeMap<>();
  private final Map<String, Boolean> openPeriods = new TreeMap<>();

  /**
   * @param firstOpen periods before this one are closed unless somebody reopened them
   */
  public MasterData(Path file, YearMonth firstOpen) throws IOException {
    this.file = file;
    this.firstOpen = firstOpen;
    Catalogue.all().forEach(item -> items.put(item.material(), item));
    if (Files.exists(file)) {
      Changes changes = Json.read(Files.readAllBytes(file), Changes.class);
      changedItems.putAll(changes.items());
      items.putAll(changedItems);
      openPeriods.putAll(changes.openPeriods());
    }
  }

  public synchronized Collection<Item> items() {
    return List.copyOf(items.values());
  }

  public synchronized Optional<Item> item(String material) {
    return Optional.ofNullable(items.get(material));
  }

  public synchronized boolean open(YearMonth period) {
    return openPeriods.getOrDefault(period.toString(), !period.isBefore(firstOpen));
  }

  public synchronized void put(Item item) {
    limit(changedItems);
    changedItems.put(item.material(), item);
    items.put(item.material(), item);
    save();
  }

  public synchronized void period(YearMonth period, boolean open) {
    limit(openPeriods);
    openPeriods.put(period.toString(), open);
    save();
  }

  private static void limit(Map<String, ?> entries) {
    if (entries.size() >= MAX_ENTRIES) {
      throw new IllegalStateException("More than " + MAX_ENTRIES + " changes of master data.");
    }
  }

  private void save() {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, Json.bytes(new Changes(changedItems, openPeriods)));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the change of master data in " + file, e);
    }
  }
}
