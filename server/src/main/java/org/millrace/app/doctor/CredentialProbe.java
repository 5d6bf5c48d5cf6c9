package org.millrace.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.millrace.landscape.CredentialSource;
import org.millrace.landscape.CredentialSource.Source;

/** Whether every field of a credential is where the landscape says. No value is ever shown. */
public final class CredentialProbe implements Probe {

  private final CredentialSource credential;
  private final Path secrets;
  private final Variables variables;

  /**
   * The variables that the node sees.
   *
   * @param names of those that have a value
   * @param ofNode whether they are the running node's own, rather than ours
   */
  public record Variables(Set<String> names, boolean ofNode) {
    public Variables {
      names = Set.copyOf(names);
    }
  }

  public CredentialProbe(CredentialSource credential, Path secrets, Variables variables) {
    this.credential = credential;
    this.secrets = secrets.toAbsolutePath().normalize();
    this.variables = variables;
  }

  @Override
  public String check() {
    return "credential " + credential.name();
  }

  @Override
  public List<Finding> look() {
    List<Finding> wrong =
        new TreeMap<>(credential.fields())
            .entrySet().stream()
                .flatMap(field -> wrong(field.getKey(), field.getValue()).stream())
                .toList();
    return wrong.isEmpty()
        ? List.of(
            Finding.ok(
                check(),
                "there: " + String.join(", ", new TreeMap<>(credential.fields()).keySet())))
        : wrong;
  }

  private Optional<Finding> wrong(String field, Source source) {
    return switch (source) {
      case Source.Plain plain -> Optional.empty();
      case Source.Variable variable -> variable(field, variable.name());
      case Source.File file -> file(field, secrets.resolve(file.path()).normalize());
    };
  }

  private Optional<Finding> variable(String field, String name) {
    if (variables.names().contains(name)) {
      return Optional.empty();
    }
    String found = "`%s` is not there: the variable %s ".formatted(field, name);
    return Optional.of(
        variables.ofNode()
            ? Finding.fail(
                check(),
                found + "is not set in the node's environment",
                "set it and start the node again")
            : Finding.warn(check(), found + "is not set here", "set it where the node is started"));
  }

  private Optional<Finding> file(String field, Path file) {
    if (!Files.isRegularFile(file)) {
      return fail(field, "there is no file " + file, "write it: the value alone, chmod 600");
    }
    if (!Files.isReadable(file)) {
      return fail(field, file + " cannot be read", "give it to the user who starts the node");
    }
    try {
      if (Files.size(file) == 0) {
        return fail(field, file + " is empty", "write the value into it");
      }
      return Optional.empty();
    } catch (IOException e) {
      return fail(field, file + " cannot be looked at: " + e.getMessage(), "check its rights");
    }
  }

  private Optional<Finding> fail(String field, String why, String remedy) {
    return Optional.of(
        Finding.fail(check(), "`%s` is not there: %s".formatted(field, why), remedy));
  }
}
