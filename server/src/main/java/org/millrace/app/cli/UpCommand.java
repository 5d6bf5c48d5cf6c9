package org.millrace.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.millrace.app.Node;
import org.millrace.app.NodeSettings;
import org.millrace.app.NodeSettings.ExternalDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a node until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Start a node. Ctrl-C finishes what is under way and stops.",
    footer = {
      "",
      "The first start needs --landscape; later ones go on with what was applied last.",
      "Serves plain HTTP: put a proxy that ends TLS before it and say --tls.",
      "Example: ./millrace up --landscape examples/discrete-plant --environment demo"
    })
final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Everything the node keeps (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--landscape",
      paramLabel = "DIR",
      converter = Arguments.Folder.class,
      description = "Landscape folder to put in force.")
  private @Nullable Path landscape;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      defaultValue = "dev",
      description = "Which of the landscape's environments this is (default: ${DEFAULT-VALUE}).")
  private String environment = "dev";

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: 127.0.0.1, so from this machine only).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Arguments.Port.class,
      description = "Port to listen on (default: 8080; 0 for any that is free).")
  private int port = 8080;

  @Option(names = "--tls", description = "A proxy before this node ends TLS.")
  private boolean tls;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "JDBC URL of an external PostgreSQL 15 or later; user and password from"
              + " MILLRACE_DB_USER and MILLRACE_DB_PASSWORD.")
  private @Nullable String database;

  @Option(names = "--console", paramLabel = "DIR", hidden = true)
  private @Nullable Path console;

  @Override
  public Integer call() throws InterruptedException {
    NodeSettings settings = settings();
    Preflight.port(host, port, "--port");
    Preflight.landscape(settings);
    Node node = Node.start(settings);
    Stop.whenTold(node::close);
    System.out.println("Console: " + node.address() + "/");
    System.out.flush();
    Stop.await();
    return 0;
  }

  private NodeSettings settings() {
    return new NodeSettings(
        data,
        Optional.ofNullable(landscape),
        environment,
        host,
        port,
        tls,
        Optional.ofNullable(database).map(UpCommand::external),
        Optional.ofNullable(console));
  }

  private static ExternalDatabase external(String url) {
    String user = System.getenv("MILLRACE_DB_USER");
    String password = System.getenv("MILLRACE_DB_PASSWORD");
    if (user == null || password == null) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--database needs MILLRACE_DB_USER and MILLRACE_DB_PASSWORD in the environment.");
    }
    return new ExternalDatabase(url, user, password);
  }
}
