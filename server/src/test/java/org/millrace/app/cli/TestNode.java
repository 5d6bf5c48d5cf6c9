package org.millrace.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.millrace.app.Node;
import org.millrace.app.NodeAccess;
import org.millrace.app.NodeSettings;
import tools.jackson.databind.JsonNode;

/** A real node with its database and a target, for tests that talk to one: one for all of them. */
final class TestNode implements AutoCloseable {

  private static final AtomicInteger ORDERS = new AtomicInteger();

  private final Path folder;
  private final Erp erp;
  private final Node node;

  private TestNode(Path folder) {
    this.folder = folder;
    erp = new Erp();
    try {
      Files.createDirectories(data().resolve("secrets"));
      Files.writeString(data().resolve("secrets/erp-token"), "not-a-secret\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    node =
        Node.start(
            new NodeSettings(
                data(),
                Optional.of(TestLandscape.copy(landscape(), erp.url())),
                "dev",
                "127.0.0.1",
                0,
                false,
                Optional.empty(),
                Optional.empty()));
  }

  Path data() {
    return folder.resolve("data");
  }

  /** The folder of the landscape in force; do not change it. */
  Path landscape() {
    return folder.resolve("landscape");
  }

  Erp erp() {
    return erp;
  }

  String address() {
    return node.address();
  }

  /** A key with these rights. */
  String key(String... rights) {
    Run run =
        Run.at(this, "key", "create", "--system", "tester", "--may", String.join(",", rights));
    return run.out().strip();
  }

  /** What the API answers. */
  JsonNode get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Authorization", "Bearer " + NodeAccess.of(data()).orElseThrow().adminKey())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return Json.parsed(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Names a new order in each call, so that tests do not block one another. */
  static String newOrder() {
    return "PO-" + ORDERS.incrementAndGet();
  }

  /** Writes a confirmation of an order. */
  static Path document(Path folder, String order, String confirmation) {
    try {
      return Files.writeString(
          folder.resolve(confirmation + ".json"),
          "{\"order\":\"%s\",\"confirmation\":\"%s\",\"quantity\":1.50}"
              .formatted(order, confirmation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a confirmation of an order and waits until nothing more happens by itself. */
  Run send(Path folder, String order, String confirmation) {
    return Run.at(
        this,
        "send",
        "confirm-production",
        document(folder, order, confirmation).toString(),
        "--wait",
        "20",
        "--json");
  }

  @Override
  public void close() {
    node.close();
    erp.close();
  }

  /** Gives it to tests that ask for it. */
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestNode.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      TestNode node =
          context
              .getRoot()
              .getStore(ExtensionContext.Namespace.create(Shared.class))
              .computeIfAbsent(TestNode.class, key -> start(), TestNode.class);
      node.erp.accept();
      return node;
    }

    private static TestNode start() {
      try {
        Path target = Path.of("target").toAbsolutePath();
        return new TestNode(Files.createTempDirectory(target, "cli-node-"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
