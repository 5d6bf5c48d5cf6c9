package org.millrace.bench.kill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.millrace.adapter.testkit.FaultProxy;
import org.millrace.bench.engine.Node;
import org.millrace.bench.report.Places;

/**
 * A node under load with everything around it that can be broken: the simulated plant behind a
 * fault proxy, senders that repeat until they are accepted, and the list of what was accepted.
 */
public final class ProcessRun implements AutoCloseable {
  private static final int PLANT_OFFSET = 8;
  private static final long FINISH_SECONDS = 60;
  private static final String SENDER = "bench";
  private static final String PLANT = "plant/target/millrace-plant-0.1.0-SNAPSHOT.jar";
  private static final String ENVIRONMENT = "environments/kill.yaml";

  /**
   * How much load there is.
   *
   * @param keys order keys of each target
   * @param rate messages a second
   */
  public record Load(int keys, double rate) {}

  private final Path folder;
  private final PlantProcess plant;
  private final FaultProxy proxy;
  private final Node node;
  private final EffectComparison comparison = new EffectComparison();
  private final AcceptedLog accepted;
  private final Senders senders;

  /**
   * @param command starts the node; takes the arguments of {@code millrace}
   */
  public ProcessRun(Places places, Path folder, Path command, Load load, long seed)
      throws IOException, InterruptedException {
    this.folder = folder;
    int plantPort = places.port() + PLANT_OFFSET;
    plant = PlantProcess.start(places.file(PLANT), plantPort, folder);
    proxy =
        FaultProxy.before(new InetSocketAddress(InetAddress.getLoopbackAddress(), plantPort), seed);
    KillRunCommand.writeSecrets(data());
    node =
        new Node(
            new Node.Setup(
                command,
                data(),
                landscape(places),
                "kill",
                places.port(),
                folder.resolve("millrace.log")));
    accepted = new AcceptedLog(acceptedFile(), comparison);
    node.start();
    Map<Posting, String> bearers = new EnumMap<>(Posting.class);
    Map<Posting, Integer> streams = new EnumMap<>(Posting.class);
    for (Posting posting : Posting.values()) {
      bearers.put(posting, node.createKey(SENDER, posting.operation()));
      streams.put(posting, load.keys());
    }
    senders =
        new Senders(
            streams,
            accepted,
            Pacer.perSecond(load.rate()),
            posting ->
                new NodeClient(
                    node.intake(posting.operation()), bearers.getOrDefault(posting, "")));
  }

  /** The kill run's landscape with the proxy in the plant's place. */
  private Path landscape(Places places) throws IOException {
    Path own = places.landscape("bench/kill-landscape").toRealPath();
    Path copy = folder.resolve("landscape");
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = copy.resolve(own.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Path environment = copy.resolve(ENVIRONMENT);
    Files.writeString(
        environment,
        Files.readString(environment)
            .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + proxy.address().getPort()));
    return copy;
  }

  public Node node() {
    return node;
  }

  public FaultProxy proxy() {
    return proxy;
  }

  public long accepted() {
    return accepted.count();
  }

  /** Fails if a sender gave up. */
  public void check() throws InterruptedException {
    senders.check();
  }

  /**
   * Lets the senders finish and waits until every accepted message has its effect, or nothing more
   * has come for too long.
   */
  public Verdict finish(Duration liveness) throws IOException, InterruptedException {
    senders.finish(FINISH_SECONDS);
    List<LedgerTail> tails = new ArrayList<>();
    for (Posting posting : Posting.values()) {
      tails.add(plant.ledger(posting.system()));
    }
    return new Drain(tails, comparison, liveness).await();
  }

  public Path data() {
    return folder.resolve("data");
  }

  public Path acceptedFile() {
    return folder.resolve("accepted.txt");
  }

  /** The targets' ledgers by system. */
  public Map<String, Path> ledgers() {
    Map<String, Path> ledgers = new LinkedHashMap<>();
    for (Posting posting : Posting.values()) {
      ledgers.put(
          posting.system(),
          folder.resolve("plant").resolve("ledger").resolve(posting.system() + ".jsonl"));
    }
    return ledgers;
  }

  @Override
  public void close() throws IOException {
    senders.close();
    node.stop();
    proxy.close();
    accepted.close();
    plant.close();
  }
}
