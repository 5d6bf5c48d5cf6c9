package org.millrace.landscape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.millrace.failure.FailureClass;
import org.millrace.failure.Response;
import org.millrace.failure.RetryPolicy;
import org.millrace.mapping.Expression;

/** Reads {@code systems/*.yaml}. */
final class SystemReader {

  private static final String NO_ADAPTER = "none";
  private static final Duration STANDARD_SETTLE = Duration.ofSeconds(30);
  private static final int MOST_RULES = 200;
  private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final Reading in;
  private final Map<String, AdapterCheck> adapters;
  private final Map<String, CredentialSource> credentials;
  private final Map<String, ServiceCalendar> calendars;
  private final EventReader events;

  SystemReader(
      Reading in,
      Map<String, AdapterCheck> adapters,
      Map<String, CredentialSource> credentials,
      Map<String, ServiceCalendar> calendars) {
    this.in = in;
    this.adapters = adapters;
    this.credentials = credentials;
    this.calendars = calendars;
    this.events = new EventReader(in);
  }

  Map<String, SystemDefinition> read() {
    Map<String, SystemDefinition> systems = new LinkedHashMap<>();
    for (String name : Layout.names(in.source(), "systems", ".yaml")) {
      in.yaml("systems/" + name + ".yaml")
          .ifPresent(reader -> systems.put(name, system(name, reader)));
    }
    return systems;
  }

  private SystemDefinition system(String name, ConfigReader reader) {
    Names.own(reader, "system", name);
    Reading.notYet(reader, "certificates", "reference");
    String adapter = adapter(reader);
    RetryPolicy retry = PolicyReader.retry(reader.section("retry"), RetryPolicy.STANDARD);
    SystemDefinition system =
        new SystemDefinition(
            name,
            reader.text("title", name),
            reader.text("kind"),
            adapter,
            reader.optionalText("api-version"),
            connection(reader, adapter),
            destinations(reader),
            PolicyReader.limits(reader.section("limits")).within(window(reader)),
            PolicyReader.breaker(reader.section("breaker")),
            retry,
            reader.duration("settle", STANDARD_SETTLE),
            new OperationReader(reader, retry, in.problems()).read(),
            failures(reader, retry),
            new CallbackReader(in.problems(), credentials).read(reader),
            reader.at());
    reader.finish();
    AdapterCheck check = adapters.get(adapter);
    if (check != null) {
      check.check(system, in.problems());
    }
    return system;
  }

  private String adapter(ConfigReader reader) {
    String adapter = reader.text("adapter");
    if (!adapter.isEmpty() && !adapter.equals(NO_ADAPTER) && !adapters.containsKey(adapter)) {
      in.problems()
          .add(
              reader.at("adapter"),
              "there is no adapter `" + adapter + "`",
              Suggestion.among(adapters.keySet(), adapter)
                  .orElse(
                      "installed are: "
                          + String.join(", ", new java.util.TreeSet<>(adapters.keySet()))));
    }
    return adapter;
  }

  private ConfigNode.Mapping connection(ConfigReader reader, String adapter) {
    ConfigNode.Mapping connection = reader.mapping("connection");
    if (adapter.equals(NO_ADAPTER) && !connection.entries().isEmpty()) {
      in.problems()
          .add(
              reader.at("connection"),
              "a system without an adapter cannot be connected to",
              "remove `connection`, or name the adapter");
    }
    if (connection.entries().get("credential") instanceof ConfigNode.Scalar named
        && !credentials.containsKey(named.text())) {
      in.problems()
          .add(
              named.at(),
              "the environment has no credential `" + named.text() + "`",
              Suggestion.among(credentials.keySet(), named.text())
                  .orElse("add it to the environment's file under `credentials`"));
    }
    return connection;
  }

  private static Optional<Response> then(ConfigReader rule, FailureClass is) {
    if (rule.node("then").isEmpty()) {
      return Optional.empty();
    }
    Response then = rule.choice("then", Response.class, Response.CASE);
    if (is == FailureClass.UNKNOWN_OUTCOME && then != Response.CASE) {
      rule.problems()
          .add(
              rule.at("then"),
              "after an unknown outcome the same cannot simply be sent again",
              "remove `then`, or write `then: case`");
    }
    return Optional.of(then);
  }

  private Optional<ServiceCalendar> window(ConfigReader reader) {
    Optional<String> name = reader.optionalText("windows");
    if (name.isPresent() && !calendars.containsKey(name.get())) {
      in.problems()
          .add(
              reader.at("windows"),
              "there is no calendar `" + name.get() + "`",
              Suggestion.among(calendars.keySet(), name.get())
                  .orElse("add it to landscape.yaml under `calendars`"));
    }
    return name.map(calendars::get);
  }

  private List<String> destinations(ConfigReader reader) {
    List<String> destinations = reader.texts("destinations");
    for (String destination : destinations) {
      if (!DestinationName.isProper(destination)) {
        in.problems()
            .add(
                reader.at("destinations"),
                "`" + destination + "` is neither a host nor a network",
                "write a name such as erp.plant.example or erp.plant.example:8443, an address, or"
                    + " a network such as 10.1.0.0/16");
      }
    }
    return destinations;
  }

  private List<FailureRule> failures(ConfigReader reader, RetryPolicy standard) {
    List<FailureRule> rules = new ArrayList<>();
    List<ConfigReader> entries = reader.sections("failures");
    if (entries.size() > MOST_RULES) {
      in.problems().add(reader.at("failures"), "there are at most " + MOST_RULES + " rules");
    }
    for (ConfigReader entry : entries) {
      entry.text("when");
      Optional<Expression> when = in.expression(entry, "when");
      entry.text("is");
      FailureClass is = entry.choice("is", FailureClass.class, FailureClass.TRANSIENT);
      String code = entry.text("code");
      if (!code.isEmpty() && !CODE.matcher(code).matches()) {
        in.problems()
            .add(
                entry.at("code"),
                "`" + code + "` cannot be a code",
                "use lower-case letters, digits and hyphens");
      }
      Optional<FailureRule.ReleaseOn> releaseOn = events.releaseOn(entry);
      Optional<Response> then = then(entry, is);
      Optional<RetryPolicy> retry =
          entry.node("retry").isEmpty()
              ? Optional.empty()
              : Optional.of(PolicyReader.retry(entry.section("retry"), standard));
      boolean fourEyes = Approval.isFourEyes(entry);
      Optional<String> hint = entry.optionalText("hint");
      entry.finish();
      when.ifPresent(
          condition ->
              rules.add(
                  new FailureRule(condition, is, code, releaseOn, then, retry, fourEyes, hint)));
    }
    return rules;
  }
}
