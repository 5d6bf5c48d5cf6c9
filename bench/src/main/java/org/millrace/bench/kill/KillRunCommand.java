package org.millrace.bench.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.millrace.bench.engine.Node;
import org.millrace.bench.measure.Spread;
import org.millrace.bench.report.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Full load over many order keys while the node is killed, again and again. */
@Command(
    name = "kill-run",
    mixinStandardHelpOptions = true,
    description =
        "Kills Millrace under load. Exit status 1 if anything is lost, doubled, misordered.")
public final class KillRunCommand implements Callable<Integer> {
  private static final int PLANT_OFFSET = 8;
  private static final long FINISH_SECONDS = 60;
  private static final String SENDER = "bench";

  /** What the plant's systems ask for; they are fixed, because it is a simulation. */
  private static final Map<String, String> SECRETS =
      Map.of("erp-token", "erp-static-token", "wms-key", "wms-api-key");

  @Mixin private Places places = new Places();

  @Option(names = "--kills", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}")
  private int kills;

  @Option(names = "--seed", description = "Decides the moments. Default: the time; it is printed.")
  private long seed;

  @Option(names = "--seconds-between", defaultValue = "3..8", description = "LEAST..MOST")
  private String between = "";

  @Option(names = "--rate", defaultValue = "closed", description = "closed, or messages a second.")
  private String rate = "";

  @Option(names = "--keys", defaultValue = "100", description = "Order keys of each target.")
  private int keys;

  @Option(names = "--drain-seconds", defaultValue = "120", description = "Without any new effect.")
  private int drainSeconds;

  @Option(
      names = "--plant",
      description = "Default: plant/target/millrace-plant-0.1.0-SNAPSHOT.jar.")
  private String plant = "plant/target/millrace-plant-0.1.0-SNAPSHOT.jar";

  private final InstantSource clock;

  public KillRunCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant startedAt = clock.instant();
    long chosen = seed == 0 ? startedAt.toEpochMilli() : seed;
    Path folder = places.workFolder(startedAt);
    System.out.printf("seed %d, data and logs in %s%n", chosen, folder);
    Node node = node(folder);
    EffectComparison comparison = new EffectComparison();
    int plantPort = places.port() + PLANT_OFFSET;
    try (PlantProcess targets = PlantProcess.start(places.file(plant), plantPort, folder);
        AcceptedLog accepted = new AcceptedLog(folder.resolve("accepted.txt"), comparison)) {
      System.out.printf("first start: ready after %d ms%n", node.start());
      load(node, accepted, new Random(chosen));
      return judge(
          new Drain(ledgers(targets), comparison, Duration.ofSeconds(drainSeconds), Drain.NEVER));
    } finally {
      node.stop();
    }
  }

  private Node node(Path folder) throws IOException {
    Path data = folder.resolve("data");
    writeSecrets(data);
    return new Node(
        new Node.Setup(
            places.millrace(),
            data,
            places.landscape("bench/kill-landscape"),
            "kill",
            places.port(),
            folder.resolve("millrace.log")));
  }

  /** Puts the plant's secrets where the landscape's environment looks for them. */
  static void writeSecrets(Path data) throws IOException {
    Path secrets = Files.createDirectories(data.resolve("secrets"));
    for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
      Files.writeString(secrets.resolve(secret.getKey()), secret.getValue());
    }
  }

  private void load(Node node, AcceptedLog accepted, Random random)
      throws IOException, InterruptedException {
    Map<Posting, String> bearers = new EnumMap<>(Posting.class);
    for (Posting posting : Posting.values()) {
      bearers.put(posting, node.createKey(SENDER, posting.operation()));
    }
    Pacer pacer =
        "closed".equals(rate) ? Pacer.unlimited() : Pacer.perSecond(Double.parseDouble(rate));
    try (Senders senders =
        new Senders(
            accepted,
            posting ->
                new NodeClient(
                    node.intake(posting.operation()), bearers.getOrDefault(posting, "")))) {
      for (Posting posting : Posting.values()) {
        senders.start(posting, keys, pacer);
      }
      Kills killing = new Kills(node, senders, accepted, System.out);
      List<Double> ready = killing.run(kills, Kills.Between.parse(between), random);
      senders.finish(FINISH_SECONDS);
      System.out.printf("%d accepted, %d repeated%n", accepted.count(), senders.repeated());
      if (!ready.isEmpty()) {
        Spread spread = Spread.of(ready);
        System.out.printf(
            "restart to ready: p50 %.0f ms, max %.0f ms%n", spread.median(), spread.max());
      }
    }
  }

  private static List<LedgerTail> ledgers(PlantProcess targets) {
    List<LedgerTail> ledgers = new ArrayList<>();
    for (Posting posting : Posting.values()) {
      ledgers.add(targets.ledger(posting.system()));
    }
    return ledgers;
  }

  private int judge(Drain drain) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Verdict verdict = drain.await();
    System.out.printf("drained in %.1f s%n", (System.nanoTime() - began) / 1e9);
    verdict.examples().forEach(System.out::println);
    if (verdict.uninvited() > 0) {
      System.out.println("effects of messages that were never accepted: " + verdict.uninvited());
    }
    System.out.println(verdict.line(kills));
    return verdict.holds() ? 0 : 1;
  }
}
