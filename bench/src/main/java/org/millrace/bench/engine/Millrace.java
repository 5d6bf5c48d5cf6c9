package org.millrace.bench.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The product with everything on: authentication, contract, keys, mapping, attempts, history. The
 * landscape's environment names the target's address; it must be the driver's.
 */
public record Millrace(Path command, Path landscape, int port) implements Engine {
  private static final String ENVIRONMENT = "bench";
  private static final String SENDER = "bench";
  private static final String OPERATION = "confirm-production";

  @Override
  public String name() {
    return "millrace";
  }

  @Override
  public Role role() {
    return Role.PRODUCT;
  }

  @Override
  public Guarantees guarantees() {
    return Guarantees.all("message, attempt with request and answer, history");
  }

  @Override
  public RunningEngine start(Path folder, URI target) throws IOException, InterruptedException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path log = folder.resolve("millrace.log");
    Node node = new Node(new Node.Setup(command, data, landscape, ENVIRONMENT, port, log));
    long millis = node.start();
    String key = node.createKey(SENDER, OPERATION);
    return new RunningEngine(
        node.intake(OPERATION), Optional.of(key), node.pid(), node.processes(), millis, node::stop);
  }
}
