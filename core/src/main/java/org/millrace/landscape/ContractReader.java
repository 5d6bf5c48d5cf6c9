package org.millrace.landscape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.millrace.contract.ContractSchema;
import org.millrace.contract.ContractSchemas;
import org.millrace.contract.InvalidSchemaException;
import tools.jackson.databind.JsonNode;

/** Reads {@code contracts/<name>/}: its file, the schema of each version, and the examples. */
final class ContractReader {

  private static final String SCHEMA = ".schema.json";

  private final Reading in;

  ContractReader(Reading in) {
    this.in = in;
  }

  Map<String, Contract> read() {
    Map<String, Contract> contracts = new LinkedHashMap<>();
    for (String name : Layout.folders(in.source(), "contracts")) {
      contracts.put(name, contract(name));
    }
    return contracts;
  }

  private Contract contract(String name) {
    String folder = "contracts/" + name;
    Names.check(name, Position.startOf(folder + "/contract.yaml"), in.problems());
    if (in.source().file(folder + "/contract.yaml").isEmpty()) {
      in.problems()
          .add(
              Position.startOf(folder + "/contract.yaml"),
              "the contract `" + name + "` has no contract.yaml",
              "add it with `contract`, `title` and `object`");
    }
    Optional<ConfigReader> file = in.yaml(folder + "/contract.yaml");
    file.ifPresent(reader -> checkFile(reader, name));
    String object = file.map(reader -> reader.text("object", name)).orElse(name);
    file.ifPresent(ConfigReader::finish);
    Contract contract = new Contract(name, object, versions(name, folder));
    checkExamples(contract, folder);
    return contract;
  }

  private static void checkFile(ConfigReader reader, String name) {
    Names.own(reader, "contract", name);
    reader.optionalText("title");
    Reading.notYet(reader, "sensitivity", "deprecated", "sunset", "compatibility");
  }

  private NavigableMap<SemanticVersion, ContractVersion> versions(String name, String folder) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : Layout.names(in.source(), folder, ".json")) {
      byte[] content = in.source().file(folder + "/" + file + ".json").orElseThrow();
      YamlReader.text(folder + "/" + file + ".json", content, in.problems())
          .ifPresent(text -> files.put(file + ".json", text));
    }
    ContractSchemas schemas = new ContractSchemas(files);
    NavigableMap<SemanticVersion, ContractVersion> versions = new TreeMap<>();
    for (String label : Layout.names(in.source(), folder, SCHEMA)) {
      Position at = Position.startOf(folder + "/" + label + SCHEMA);
      Optional<SemanticVersion> version = SemanticVersion.parse(label);
      if (version.isEmpty()) {
        in.problems().add(at, "`" + label + "` is no version", "name the file like 2.1.0" + SCHEMA);
      } else if (files.containsKey(label + SCHEMA)) {
        compile(schemas, label, at)
            .ifPresent(
                schema -> versions.put(version.get(), new ContractVersion(name, label, schema)));
      }
    }
    if (Layout.names(in.source(), folder, SCHEMA).isEmpty()) {
      in.problems()
          .add(
              Position.startOf(folder + "/contract.yaml"),
              "the contract `" + name + "` has no version",
              "add a file such as " + folder + "/1.0.0" + SCHEMA);
    }
    return versions;
  }

  private Optional<ContractSchema> compile(ContractSchemas schemas, String label, Position at) {
    if (JsonFile.read(at.file(), in.source().file(at.file()).orElseThrow(), in.problems())
        .isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(schemas.compile(label + SCHEMA));
    } catch (InvalidSchemaException e) {
      in.problems().add(at, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void checkExamples(Contract contract, String folder) {
    for (String path : in.source().files().keySet()) {
      String prefix = folder + "/examples/";
      if (path.startsWith(prefix) && path.endsWith(".json")) {
        String rest = path.substring(prefix.length());
        int slash = rest.indexOf('/');
        exampleVersion(contract, slash < 0 ? "" : rest.substring(0, slash), path)
            .ifPresent(version -> checkExample(version, path));
      }
    }
  }

  /** The version an example is for: that of its folder, or the newest. */
  private Optional<ContractVersion> exampleVersion(Contract contract, String folder, String path) {
    if (contract.versions().isEmpty()) {
      return Optional.empty();
    }
    if (folder.isEmpty()) {
      return Optional.of(contract.versions().lastEntry().getValue());
    }
    Optional<ContractVersion> version = contract.highest(folder);
    if (version.isEmpty()) {
      List<String> known =
          contract.versions().keySet().stream().map(SemanticVersion::toString).toList();
      in.problems()
          .add(
              Position.startOf(path),
              "the contract has no version `" + folder + "`",
              "there are: " + String.join(", ", known));
    }
    return version;
  }

  private void checkExample(ContractVersion version, String path) {
    Optional<JsonNode> example =
        JsonFile.read(path, in.source().file(path).orElseThrow(), in.problems());
    if (example.isEmpty()) {
      return;
    }
    for (ContractSchema.Violation violation : version.schema().validate(example.get())) {
      in.problems()
          .add(
              Position.startOf(path),
              "the example breaks "
                  + version.label()
                  + (violation.pointer().isEmpty() ? "" : " at " + violation.pointer())
                  + ": "
                  + violation.message());
    }
  }
}
