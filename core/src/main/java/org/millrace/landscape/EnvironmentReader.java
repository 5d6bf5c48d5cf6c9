package org.millrace.landscape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.millrace.landscape.CredentialSource.Source;

/** Reads {@code environments/<name>.yaml}: what differs between dev, test and prod. */
final class EnvironmentReader {

  /** Fields of a credential that may be written in a file, because they are no secrets. */
  private static final Set<String> OPEN_FIELDS =
      Set.of("user", "username", "client-id", "tenant", "scope", "token-url", "key-id", "header");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private EnvironmentReader() {}

  /** An environment's values and credentials by name. */
  record Environment(Map<String, String> values, Map<String, CredentialSource> credentials) {}

  static Environment read(LandscapeSource source, String name, Problems problems) {
    String path = "environments/" + name + ".yaml";
    Optional<byte[]> content = source.file(path);
    if (content.isEmpty()) {
      List<String> known = Layout.names(source, "environments", ".yaml");
      problems.add(
          Position.startOf(path),
          "there is no environment `" + name + "`",
          Suggestion.among(known, name)
              .orElse(
                  known.isEmpty() ? "add this file" : "there are: " + String.join(", ", known)));
      return new Environment(Map.of(), Map.of());
    }
    return YamlReader.read(path, content.get(), Placeholders.NONE, problems)
        .map(node -> read(new ConfigReader(node, problems)))
        .orElse(new Environment(Map.of(), Map.of()));
  }

  private static Environment read(ConfigReader reader) {
    Reading.notYet(reader, "windows");
    Map<String, String> values = reader.textMap("values");
    ConfigReader credentials = reader.section("credentials");
    Map<String, CredentialSource> sources = new LinkedHashMap<>();
    for (String name : reader.mapping("credentials").entries().keySet()) {
      Names.check(name, credentials.at(name), reader.problems());
      sources.put(name, credential(name, credentials.mapping(name), reader.problems()));
    }
    reader.finish();
    return new Environment(values, sources);
  }

  private static CredentialSource credential(
      String name, ConfigNode.Mapping node, Problems problems) {
    Map<String, Source> fields = new LinkedHashMap<>();
    node.entries()
        .forEach(
            (field, value) -> source(field, value, problems).ifPresent(s -> fields.put(field, s)));
    return new CredentialSource(name, fields);
  }

  private static Optional<Source> source(String field, ConfigNode value, Problems problems) {
    return switch (value) {
      case ConfigNode.Scalar scalar -> plain(field, scalar, problems);
      case ConfigNode.Mapping mapping -> elsewhere(field, mapping, problems);
      case ConfigNode.Sequence list -> {
        problems.add(list.at(), "`" + field + "` cannot be a list");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Source> plain(String field, ConfigNode.Scalar scalar, Problems problems) {
    if (OPEN_FIELDS.contains(field)) {
      return Optional.of(new Source.Plain(scalar.text()));
    }
    problems.add(
        scalar.at(),
        "`" + field + "` is a secret and must not stand in a file under version control",
        "write `{env: NAME}` for a variable of the node's process, or `{file: name}` for a file"
            + " in its secrets folder");
    return Optional.empty();
  }

  private static Optional<Source> elsewhere(
      String field, ConfigNode.Mapping mapping, Problems problems) {
    ConfigReader reader = new ConfigReader(mapping, problems);
    Optional<String> variable = reader.optionalText("env");
    Optional<String> file = reader.optionalText("file");
    reader.finish();
    if (variable.isPresent() == file.isPresent()) {
      problems.add(
          mapping.at(), "`" + field + "` needs either `env` or `file`", "write `{env: NAME}`");
      return Optional.empty();
    }
    if (variable.isPresent() && !VARIABLE.matcher(variable.get()).matches()) {
      problems.add(reader.at("env"), "`" + variable.get() + "` is no name of a variable");
      return Optional.empty();
    }
    if (file.isPresent() && !LandscapeSource.isProper(file.get())) {
      problems.add(
          reader.at("file"),
          "`" + file.get() + "` is no path inside the secrets folder",
          "write a relative path without `..`");
      return Optional.empty();
    }
    return variable.<Source>map(Source.Variable::new).or(() -> file.map(Source.File::new));
  }
}
