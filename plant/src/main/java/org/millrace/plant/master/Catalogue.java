package org.millrace.plant.master;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The items that the plant starts with: pumps, and what pumps are made of. */
public final class Catalogue {
  public static final String PLANT = "P100";

  private static final List<String> PUMPS =
      List.of("Circulator", "Booster", "Dosing", "Sump", "Gear", "Vane");
  private static final List<String> PARTS =
      List.of("Housing", "Impeller", "Shaft", "Seal", "Grease", "Cable", "Rotor", "Stator");
  private static final List<String> UNITS =
      List.of("PCE", "PCE", "PCE", "PCE", "KGM", "MTR", "PCE", "PCE");

  private static final List<Item> FINISHED =
      IntStream.range(0, 11).mapToObj(i -> finished(i, true)).toList();

  /** Not yet activated at the plant; the demo day produces it all the same. */
  private static final Item INACTIVE = finished(11, false);

  private static final List<Item> COMPONENTS =
      IntStream.range(0, 16)
          .mapToObj(
              i ->
                  new Item(
                      "CMP-" + (2000 + i),
                      PARTS.get(i % PARTS.size()) + " " + (char) ('A' + i / PARTS.size()),
                      UNITS.get(i % UNITS.size()),
                      true))
          .toList();

  private Catalogue() {}

  public static List<Item> finished() {
    return FINISHED;
  }

  public static Item inactive() {
    return INACTIVE;
  }

  public static List<Item> components() {
    return COMPONENTS;
  }

  public static Stream<Item> all() {
    return Stream.of(FINISHED, List.of(INACTIVE), COMPONENTS).flatMap(List::stream);
  }

  private static Item finished(int i, boolean active) {
    String name = PUMPS.get(i % PUMPS.size()) + " pump " + (40 + 10 * (i / PUMPS.size()));
    return new Item("FG-" + (1000 + i), name, "PCE", active);
  }
}
