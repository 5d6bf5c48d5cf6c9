package org.millrace.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.millrace.access.Keys;
import org.millrace.access.Permissions;
import org.millrace.app.DemoPlant;
import org.millrace.app.Node;
import org.millrace.app.NodeSettings;
import org.millrace.message.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole thing on a laptop: a node, a simulated plant, business messages that flow. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Start a node with an embedded database and a simulated plant whose systems send business"
            + " messages until Ctrl-C.",
    footer = {
      "",
      "Data are kept in data/demo, so a second demo goes on where the first one ended.",
      "Break something: see plant/README.md, for example",
      "  curl -X POST http://127.0.0.1:8090/plant/faults -d"
          + " '{\"system\":\"erp\",\"fault\":\"down\"}'"
    })
final class DemoCommand implements Callable<Integer> {

  private static final List<String> PLANT_MAY = List.of("post:*");
  private static final List<String> VISITOR_MAY = List.of("read", "read-payload", "operate");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Everything that node and plant keep (default: data/demo).")
  private Path data = Path.of("data/demo");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Arguments.Port.class,
      description = "Port of the node (default: 8080).")
  private int port = 8080;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      converter = Arguments.Speed.class,
      description = "Plant seconds in one second (default: 60).")
  private int speed = 60;

  @Option(names = "--calm", description = "Leave out the plausible trouble.")
  private boolean calm;

  @Option(names = "--home", hidden = true, defaultValue = ".")
  private Path home = Path.of(".");

  @Option(names = "--console", paramLabel = "DIR", hidden = true)
  private @Nullable Path console;

  @Override
  public Integer call() throws InterruptedException {
    Preflight.port("127.0.0.1", port);
    DemoPlant.writeSecrets(data.resolve("secrets"));
    Node node =
        Node.start(
            new NodeSettings(
                data,
                Optional.of(home.resolve("examples/discrete-plant")),
                "demo",
                "127.0.0.1",
                port,
                false,
                Optional.empty(),
                Optional.ofNullable(console)));
    revokeOld(node);
    DemoPlant plant =
        DemoPlant.start(
            home,
            data.resolve("plant"),
            node.address(),
            key(node, "plant", PLANT_MAY),
            speed,
            calm);
    String visitor = key(node, "visitor", VISITOR_MAY);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      System.out.println("\nfinishing what is under way …");
                      plant.stop();
                      node.close();
                      stopped.countDown();
                    }));
    System.out.printf(
        """

        Millrace is running, and a simulated plant is producing.

          Console   %s/
          Key       %s   (made for this demo; a new one at each start)
          Plant     %s

        Look at it:   ./millrace show      ./millrace cases      ./millrace doctor
        Stop it:      Ctrl-C

        """,
        node.address(), visitor, plant.address());
    System.out.flush();
    stopped.await();
    return 0;
  }

  /** The keys of an earlier demo end with it. */
  private static void revokeOld(Node node) {
    for (Keys.Listed key : node.access().keys().list()) {
      boolean ofDemo = key.system().equals("plant") || key.system().equals("visitor");
      if (ofDemo && key.revokedAt().isEmpty()) {
        node.access().keyRing().revoke(key.prefix());
      }
    }
  }

  private static String key(Node node, String system, List<String> may) {
    String text =
        node.access()
            .keys()
            .create(system, Permissions.of(may), Optional.empty(), Actor.PLATFORM)
            .text();
    node.access().keyRing().readAgain();
    return text;
  }
}
