package org.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.millrace.landscape.CredentialSource;
import org.millrace.landscape.Credentials;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.Secret;

/**
 * Resolves credentials as the landscape in force declares them, from the process's environment and
 * from files below the secrets folder. Read anew each time, so that a rotated secret is found.
 */
final class NodeCredentials implements Credentials {

  private static final long LARGEST_SECRET = 64 * 1024;

  private final Supplier<Landscape> landscape;
  private final Path folder;
  private final Function<String, @Nullable String> environment;

  NodeCredentials(
      Supplier<Landscape> landscape, Path folder, Function<String, @Nullable String> environment) {
    this.landscape = landscape;
    this.folder = folder.toAbsolutePath().normalize();
    this.environment = environment;
  }

  @Override
  public Optional<Map<String, Secret>> find(String name) {
    CredentialSource source = landscape.get().credentials().get(name);
    if (source == null) {
      return Optional.empty();
    }
    Map<String, Secret> fields = new HashMap<>();
    for (Map.Entry<String, CredentialSource.Source> field : source.fields().entrySet()) {
      Optional<String> value = read(field.getValue());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      fields.put(field.getKey(), new Secret(value.get()));
    }
    return Optional.of(Map.copyOf(fields));
  }

  private Optional<String> read(CredentialSource.Source source) {
    return switch (source) {
      case CredentialSource.Source.Plain plain -> Optional.of(plain.value());
      case CredentialSource.Source.Variable variable ->
          Optional.ofNullable(environment.apply(variable.name()));
      case CredentialSource.Source.File file -> readFile(file.path());
    };
  }

  private Optional<String> readFile(String path) {
    Path file = folder.resolve(path).normalize();
    try {
      if (!file.startsWith(folder)
          || !Files.isRegularFile(file)
          || Files.size(file) > LARGEST_SECRET) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
