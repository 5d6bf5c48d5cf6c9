package org.millrace.landscape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code criticality} of landscape.yaml. */
final class CriticalityReader {

  private static final int MOST_CLASSES = 20;
  private static final int MOST_STEPS = 10;
  private static final Duration LONGEST = Duration.ofDays(90);

  private final Problems problems;

  CriticalityReader(Problems problems) {
    this.problems = problems;
  }

  /** All classes by name, with those that need not be declared. */
  Map<String, Criticality> read(ConfigReader landscape) {
    Map<String, Criticality> classes = new HashMap<>(Criticality.STANDARD);
    ConfigReader section = landscape.section("criticality");
    var names = landscape.mapping("criticality").entries().keySet();
    if (names.size() > MOST_CLASSES) {
      problems.add(landscape.at("criticality"), "there are at most " + MOST_CLASSES + " classes");
    }
    for (String name : names) {
      Names.check(name, section.at(name), problems);
      classes.put(name, read(name, section.section(name)));
    }
    return classes;
  }

  private Criticality read(String name, ConfigReader reader) {
    Duration standard =
        Criticality.STANDARD
            .getOrDefault(name, new Criticality(name, Duration.ofHours(8), List.of()))
            .due();
    Criticality read =
        new Criticality(
            name, PolicyReader.positive(reader, "due", standard, LONGEST), escalation(reader));
    reader.finish();
    return read;
  }

  private List<Criticality.Escalation> escalation(ConfigReader reader) {
    List<ConfigReader> entries = reader.sections("escalation");
    if (entries.size() > MOST_STEPS) {
      problems.add(reader.at("escalation"), "an escalation has at most " + MOST_STEPS + " steps");
    }
    List<Criticality.Escalation> steps = new ArrayList<>();
    Duration before = Duration.ZERO;
    for (ConfigReader entry : entries) {
      entry.text("after");
      Duration after = PolicyReader.positive(entry, "after", LONGEST, LONGEST);
      String to = entry.text("to");
      if (!to.isEmpty()) {
        Names.check(to, entry.at("to"), problems);
      }
      if (after.compareTo(before) <= 0) {
        problems.add(
            entry.at("after"),
            "a step comes later than the one before it",
            "put the steps in the order of their times");
      }
      before = after;
      Criticality.Unless standard =
          steps.isEmpty() ? Criticality.Unless.ACKNOWLEDGED : Criticality.Unless.CLOSED;
      steps.add(
          new Criticality.Escalation(
              after, to, entry.choice("unless", Criticality.Unless.class, standard)));
      entry.finish();
    }
    return steps;
  }
}
