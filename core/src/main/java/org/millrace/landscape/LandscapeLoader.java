package org.millrace.landscape;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.millrace.landscape.EnvironmentReader.Environment;
import org.millrace.mapping.Expression;
import org.millrace.mapping.Expressions;

/** Reads and checks a whole landscape: all of it is valid, or nothing of it. Thread-safe. */
public final class LandscapeLoader {

  private final Expressions expressions;
  private final Map<String, AdapterCheck> adapters;

  /**
   * @param adapters the installed adapters by name
   */
  public LandscapeLoader(Expressions expressions, Map<String, AdapterCheck> adapters) {
    this.expressions = expressions;
    this.adapters = Map.copyOf(adapters);
  }

  /**
   * Reads a landscape for one environment. Never throws for anything a file can hold.
   *
   * @param environment the name of a file in {@code environments/}
   */
  public LoadResult load(LandscapeSource source, String environment) {
    return load(source, environment, new Problems());
  }

  /** As {@link #load(LandscapeSource, String)}, with problems found while the files were read. */
  public LoadResult load(LandscapeSource source, String environment, Problems problems) {
    Layout.check(source, problems);
    Environment values = EnvironmentReader.read(source, environment, problems);
    Reading in =
        new Reading(source, new Placeholders(environment, values.values()), expressions, problems);
    Head head = head(in);
    Map<String, Contract> contracts = new ContractReader(in).read();
    Map<String, Expression> mappings = new MappingReader(in).read();
    Map<String, SystemDefinition> systems =
        new SystemReader(in, adapters, values.credentials(), head.calendars()).read();
    Map<String, FlowDefinition> flows =
        new FlowReader(
                in, contracts, new StepReader(in, systems, mappings), head.criticality().keySet())
            .read();
    checkSubscriptions(in, head, systems);
    Map<String, ChannelDefinition> channels =
        new ChannelReader(in, systems, flows, values.credentials()).read();
    if (!problems.isEmpty()) {
      return new LoadResult.Refused(problems.all());
    }
    return new LoadResult.Loaded(
        new Landscape(
            head.name(),
            environment,
            new LinkedHashMap<>(systems),
            new LinkedHashMap<>(flows),
            channels,
            values.credentials(),
            head.criticality(),
            runbooks(source)));
  }

  private static Map<String, String> runbooks(LandscapeSource source) {
    Map<String, String> runbooks = new LinkedHashMap<>();
    for (String code : Layout.names(source, "runbooks", ".md")) {
      source
          .file("runbooks/" + code + ".md")
          .ifPresent(text -> runbooks.put(code, new String(text, StandardCharsets.UTF_8)));
    }
    return runbooks;
  }

  private record Head(
      String name, Map<String, ServiceCalendar> calendars, Map<String, Criticality> criticality) {
    static final Head MISSING = new Head("", Map.of(), Criticality.STANDARD);
  }

  /** Who wants to hear of escalations to somebody whom nothing is escalated to waits for ever. */
  private static void checkSubscriptions(
      Reading in, Head head, Map<String, SystemDefinition> systems) {
    Set<String> known =
        head.criticality().values().stream()
            .flatMap(each -> each.escalation().stream())
            .map(Criticality.Escalation::to)
            .collect(Collectors.toSet());
    for (SystemDefinition system : systems.values()) {
      system.callbacks().flatMap(Callbacks::escalations).stream()
          .flatMap(subscription -> subscription.to().stream())
          .filter(to -> !known.contains(to))
          .forEach(
              to ->
                  in.problems()
                      .add(
                          system.at(),
                          "`callbacks.escalations` is about `"
                              + to
                              + "`, but nothing is escalated to them",
                          Suggestion.among(known, to)
                              .orElse("add a step to landscape.yaml under `criticality`")));
    }
  }

  private static Head head(Reading in) {
    if (in.source().file(Layout.LANDSCAPE).isEmpty()) {
      in.problems()
          .add(
              Position.startOf(Layout.LANDSCAPE),
              "the landscape has no " + Layout.LANDSCAPE,
              "add it with `landscape: <name>`");
      return Head.MISSING;
    }
    Optional<ConfigReader> file = in.yaml(Layout.LANDSCAPE);
    if (file.isEmpty()) {
      return Head.MISSING;
    }
    ConfigReader reader = file.get();
    String name = reader.text("landscape");
    Names.check(name, reader.at("landscape"), in.problems());
    reader.optionalText("title");
    Reading.notYet(reader, "sites", "roles");
    Map<String, ServiceCalendar> calendars = new CalendarReader(in.problems()).read(reader);
    Map<String, Criticality> criticality = new CriticalityReader(in.problems()).read(reader);
    reader.finish();
    return new Head(name, calendars, criticality);
  }
}
