package org.millrace.landscape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.millrace.landscape.ChannelDefinition.Leads;
import org.millrace.landscape.ChannelDefinition.Limits;
import org.millrace.mapping.Expression;

/** Reads {@code channels/*.yaml}. */
final class ChannelReader {

  private static final int MOST_HEADERS = 20;
  private static final Pattern HEADER = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){0,9}");

  /** What proves who somebody is must not lie about in a table that people read. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(proxy-)?authorization|(set-)?cookie|.*(signature|secret|token|password|api-?key).*");

  private static final int LARGEST_DOCUMENT = 1 << 20;
  private static final int USUAL_DOCUMENT = 256 << 10;
  private static final int MOST_ENTRIES = 10_000;
  private static final int USUAL_ENTRIES = 1_000;
  private static final int MOST_BYTES = 1 << 30;
  private static final int USUAL_BYTES = 64 << 20;

  private final Reading in;
  private final Map<String, SystemDefinition> systems;
  private final Set<String> operations;
  private final Map<String, CredentialSource> credentials;

  ChannelReader(
      Reading in,
      Map<String, SystemDefinition> systems,
      Map<String, FlowDefinition> flows,
      Map<String, CredentialSource> credentials) {
    this.in = in;
    this.systems = systems;
    this.operations =
        flows.values().stream()
            .map(FlowDefinition::operation)
            .collect(Collectors.toCollection(TreeSet::new));
    this.credentials = credentials;
  }

  private enum Kind {
    WEBHOOK
  }

  Map<String, ChannelDefinition> read() {
    Map<String, ChannelDefinition> channels = new LinkedHashMap<>();
    for (String name : Layout.names(in.source(), "channels", ".yaml")) {
      in.yaml("channels/" + name + ".yaml")
          .flatMap(reader -> channel(name, reader))
          .ifPresent(channel -> channels.put(name, channel));
    }
    return channels;
  }

  private Optional<ChannelDefinition> channel(String name, ConfigReader reader) {
    Names.own(reader, "channel", name);
    reader.text("kind");
    var _ = reader.choice("kind", Kind.class, Kind.WEBHOOK);
    String title = reader.text("title", name);
    String system = reader.text("system");
    known(reader, "system", system, systems.keySet(), "add systems/" + system + ".yaml");
    Optional<Leads> leads = leads(reader);
    Optional<Expression> key = in.expression(reader, "key");
    Optional<String> signature = signature(reader);
    List<String> headers = headers(reader);
    Limits limits = limits(reader.section("limits"));
    reader.finish();
    return leads.map(
        to ->
            new ChannelDefinition(
                name, title, system, to, key, signature, headers, limits, reader.at()));
  }

  private Optional<Leads> leads(ConfigReader reader) {
    Optional<ConfigNode> node = reader.node("operation");
    if (node.isEmpty() || node.get() instanceof ConfigNode.Scalar) {
      String operation = reader.text("operation");
      known(reader, "operation", operation, operations, "add a flow that serves it");
      return Optional.of(new Leads.Fixed(operation));
    }
    ConfigReader computed = reader.section("operation");
    computed.text("from");
    Optional<Expression> from = in.expression(computed, "from");
    List<String> among = computed.texts("among");
    if (among.isEmpty()) {
      in.problems()
          .add(
              computed.at("among"),
              "`among` names no operation",
              "list every operation that `from` may yield");
    }
    among.forEach(
        operation -> known(computed, "among", operation, operations, "add a flow that serves it"));
    computed.finish();
    return from.map(expression -> new Leads.Computed(expression, new LinkedHashSet<>(among)));
  }

  private void known(
      ConfigReader reader, String key, String name, Set<String> names, String otherwise) {
    if (!name.isEmpty() && !names.contains(name)) {
      in.problems()
          .add(
              reader.at(key),
              "there is no " + (key.equals("system") ? key : "operation") + " `" + name + "`",
              Suggestion.among(names, name).orElse(otherwise));
    }
  }

  private Optional<String> signature(ConfigReader reader) {
    if (reader.node("signature").isEmpty()) {
      return Optional.empty();
    }
    ConfigReader section = reader.section("signature");
    String name = section.text("credential");
    CredentialSource source = credentials.get(name);
    if (!name.isEmpty() && source == null) {
      in.problems()
          .add(
              section.at("credential"),
              "the environment has no credential `" + name + "`",
              Suggestion.among(credentials.keySet(), name)
                  .orElse("add it to the environment's file under `credentials`"));
    } else if (source != null && !source.fields().containsKey("secret")) {
      in.problems()
          .add(
              section.at("credential"),
              "credential `" + name + "` has no field `secret` to check signatures with",
              "add `secret: {file: …}`; the file holds whsec_ and 24 to 64 bytes in Base64");
    }
    section.finish();
    return Optional.of(name);
  }

  private List<String> headers(ConfigReader reader) {
    List<String> names = reader.texts("headers");
    if (names.size() > MOST_HEADERS) {
      in.problems()
          .add(reader.at("headers"), "a channel keeps at most " + MOST_HEADERS + " headers");
    }
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (name.length() > 64 || !HEADER.matcher(name).matches()) {
        in.problems()
            .add(
                reader.at("headers"),
                "`" + name + "` is no header's name",
                "write it in lower case, such as x-event-type");
      } else if (SECRET.matcher(name).matches()) {
        in.problems()
            .add(
                reader.at("headers"),
                "`" + name + "` may hold a secret, and is not kept",
                "remove it");
      } else {
        kept.add(name);
      }
    }
    return kept;
  }

  private static Limits limits(ConfigReader reader) {
    Limits limits =
        new Limits(
            reader.number("size", USUAL_DOCUMENT, 1, LARGEST_DOCUMENT),
            reader.number("entries", USUAL_ENTRIES, 1, MOST_ENTRIES),
            reader.number("bytes", USUAL_BYTES, 1, MOST_BYTES));
    reader.finish();
    return limits;
  }
}
