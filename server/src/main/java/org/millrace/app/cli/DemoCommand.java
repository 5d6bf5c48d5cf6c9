package org.millrace.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.millrace.app.Demo;
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
      "Data are kept, so a second demo goes on where the first one ended.",
      "Break something: see plant/README.md, for example",
      "  curl -X POST http://127.0.0.1:8090/plant/faults -d"
          + " '{\"system\":\"erp\",\"fault\":\"down\"}'"
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Everything that node and plant keep (default: data/demo).")
  private Path data = Path.of("data/demo");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Arguments.Port.class,
      description = "Port of the node (default: 8080; 0 for any).")
  private int port = 8080;

  @Option(
      names = "--plant-port",
      paramLabel = "PORT",
      converter = Arguments.Port.class,
      description = "Port of the simulated plant (default: 8090; 0 for any).")
  private int plantPort = 8090;

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
    Preflight.port("127.0.0.1", port, "--port");
    Preflight.port("127.0.0.1", plantPort, "--plant-port");
    Demo.Settings settings =
        new Demo.Settings(home, data, port, plantPort, speed, calm, Optional.ofNullable(console));
    System.out.println("Starting PostgreSQL, a node and a simulated plant …");
    Demo demo = Demo.start(settings);
    Stop.whenTold(
        () -> {
          System.out.println("\nFinishing what is under way …");
          demo.close();
        });
    System.out.printf(
        """

        Millrace is running, and a simulated plant is producing.

          Console   %s/
          Key       %s   (made for this demo; a new one at each start)
          Plant     %s
          Log       %s

        Look at it:   ./millrace show      ./millrace cases      ./millrace doctor
        Break it:     curl -X POST %s/plant/faults -d '{"system":"erp","fault":"down"}'
        Stop it:      Ctrl-C

        """,
        demo.address(),
        demo.visitorKey(),
        demo.plantAddress(),
        settings.log(),
        demo.plantAddress());
    if (console == null) {
      System.out.println(
          "There is no console: it needs Node.js 20.19 or later with npm; then run ./millrace"
              + " build.\n"
              + "The API is at the same address.\n");
    }
    System.out.flush();
    Stop.await();
    return 0;
  }
}
