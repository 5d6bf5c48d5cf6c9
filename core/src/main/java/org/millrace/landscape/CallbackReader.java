package org.millrace.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code callbacks} of a system. */
final class CallbackReader {

  private static final int MOST_DESTINATIONS = 20;
  private static final String SECRET = "secret";
  private static final String HOW_TO_WRITE =
      "write https:// with a host, a port if it is not 443, and a path if not all below the host"
          + " is meant, such as https://mes.plant.example:8443/millrace; http:// only for"
          + " 127.0.0.1 and localhost";

  private final Problems problems;
  private final Map<String, CredentialSource> credentials;

  CallbackReader(Problems problems, Map<String, CredentialSource> credentials) {
    this.problems = problems;
    this.credentials = credentials;
  }

  Optional<Callbacks> read(ConfigReader system) {
    if (system.node("callbacks").isEmpty()) {
      return Optional.empty();
    }
    ConfigReader reader = system.section("callbacks");
    Callbacks callbacks = new Callbacks(credential(reader), destinations(reader));
    Optional<Callbacks.Subscription> escalations = escalations(reader, callbacks);
    reader.finish();
    return Optional.of(
        new Callbacks(callbacks.credential(), callbacks.destinations(), escalations));
  }

  private Optional<Callbacks.Subscription> escalations(ConfigReader reader, Callbacks callbacks) {
    if (reader.node("escalations").isEmpty()) {
      return Optional.empty();
    }
    ConfigReader section = reader.section("escalations");
    Callbacks.Subscription read =
        new Callbacks.Subscription(section.text("url"), section.texts("to"));
    if (!read.url().isEmpty() && callbacks.covering(read.url()).isEmpty()) {
      problems.add(
          section.at("url"),
          "`" + read.url() + "` is not covered by `destinations`",
          "add it there, or name an address below one of them");
    }
    section.finish();
    return Optional.of(read);
  }

  private String credential(ConfigReader reader) {
    String name = reader.text("credential");
    CredentialSource source = credentials.get(name);
    if (name.isEmpty()) {
      return name;
    }
    if (source == null) {
      problems.add(
          reader.at("credential"),
          "the environment has no credential `" + name + "`",
          Suggestion.among(credentials.keySet(), name)
              .orElse("add it to the environment's file under `credentials`"));
    } else if (!source.fields().containsKey(SECRET)) {
      problems.add(
          reader.at("credential"),
          "credential `" + name + "` has no field `" + SECRET + "` to sign webhooks with",
          "add `" + SECRET + ": {file: …}`; the file holds whsec_ and 24 to 64 bytes in Base64");
    }
    return name;
  }

  private List<CallbackDestination> destinations(ConfigReader reader) {
    List<String> texts = reader.texts("destinations");
    if (texts.isEmpty() || texts.size() > MOST_DESTINATIONS) {
      problems.add(
          reader.at("destinations"),
          "`destinations` needs from 1 to " + MOST_DESTINATIONS + " addresses",
          HOW_TO_WRITE);
    }
    List<CallbackDestination> destinations = new ArrayList<>();
    for (String text : texts) {
      Optional<CallbackDestination> destination = CallbackDestination.parse(text);
      if (destination.isEmpty()) {
        problems.add(
            reader.at("destinations"), "`" + text + "` cannot be called back", HOW_TO_WRITE);
      }
      destination.ifPresent(destinations::add);
    }
    return destinations;
  }
}
