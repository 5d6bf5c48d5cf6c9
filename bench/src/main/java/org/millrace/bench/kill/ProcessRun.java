package org.millrace.bench.kill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
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
   * What surrounds the node.
   *
   * @param orders of each target, whose messages are sent from the start
   * @param rate messages a second
   * @param edits of the kill run's landscape
   */
  public record Surroundings(int orders, double rate, List<Edit> edits) {
    public Surroundings {
      edits = List.copyOf(edits);
    }

    public Surroundings with(Edit... more) {
      return new Surroundings(
          orders, rate, Stream.concat(edits.stream(), Stream.of(more)).toList());
    }
  }

  private final Path folder;
  private final Surroundings surroundings;
  private final PlantProcess plant;
  private final URI plantAddress;
  private final Map<Posting, FaultProxy> proxies = new EnumMap<>(Posting.class);
  private final Map<Posting, String> bearers = new EnumMap<>(Posting.class);
  private final Node node;
  private final EffectComparison comparison = new EffectComparison();
  private final AcceptedLog accepted;
  private final Pacer.Adjustable pacer;
  private final Senders senders;

  /**
   * Starts everything; the senders have begun when it returns.
   *
   * @param command starts the node; takes the arguments of {@code millrace}
   */
  public ProcessRun(Places places, Path folder, Path command, Surroundings surroundings, long seed)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.surroundings = surroundings;
    int plantPort = places.port() + PLANT_OFFSET;
    plant = PlantProcess.start(places.file(PLANT), plantPort, folder);
    plantAddress = URI.create("http://127.0.0.1:" + plantPort);
    for (Posting posting : Posting.values()) {
      proxies.put(
          posting,
          FaultProxy.before(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), plantPort), seed));
    }
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
    for (Posting posting : Posting.values()) {
      bearers.put(posting, node.createKey(SENDER, posting.operation()));
    }
    senders =
        new Senders(
            accepted, posting -> new NodeClient(node.intake(posting.operation()), bearer(posting)));
    pacer = new Pacer.Adjustable(surroundings.rate());
    for (Posting posting : Posting.values()) {
      senders.start(posting, surroundings.orders(), pacer);
    }
  }

  /** The kill run's landscape with the proxies in the plant's place. */
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
    String text = Files.readString(environment);
    for (Posting posting : Posting.values()) {
      text =
          text.replaceAll(
              "(" + posting.system() + "\\.url: http://127\\.0\\.0\\.1):\\d+",
              "$1:" + proxy(posting).address().getPort());
    }
    Files.writeString(environment, text);
    edit(copy, surroundings.edits());
    return copy;
  }

  private static void edit(Path landscape, List<Edit> edits) throws IOException {
    for (Edit edit : edits) {
      edit.in(landscape);
    }
  }

  /** Puts a changed landscape in force. */
  public void apply(List<Edit> edits) throws IOException, InterruptedException {
    edit(folder.resolve("landscape"), edits);
    node.applyLandscape();
  }

  /** Sends more than what is sent from the start. */
  public void send(Posting posting, Pacer at, Letters letters) {
    senders.start(posting, at, letters);
  }

  /** What the senders from the start go by. */
  public Pacer.Adjustable pacer() {
    return pacer;
  }

  /** The node has promised a letter that none of the senders has sent. */
  public void promised(Letter letter, String id) {
    accepted.add(letter.stream(), letter.sequence(), id);
  }

  /** The key that may post. */
  public String bearer(Posting posting) {
    return bearers.getOrDefault(posting, "");
  }

  public URI plant() {
    return plantAddress;
  }

  public Node node() {
    return node;
  }

  /** What stands before a target. */
  public FaultProxy proxy(Posting target) {
    return Objects.requireNonNull(proxies.get(target));
  }

  /** Before all targets. */
  public Collection<FaultProxy> proxies() {
    return proxies.values();
  }

  public long accepted() {
    return accepted.count();
  }

  /** Fails if a sender gave up. */
  public void check() throws InterruptedException {
    senders.check();
  }

  /**
   * Lets the senders finish and waits until every accepted message has its effect, or no more can
   * come, or nothing more has come for too long.
   *
   * @param resting whether all that is missing waits for people
   */
  public Verdict finish(Duration liveness, BooleanSupplier resting)
      throws IOException, InterruptedException {
    senders.finish(FINISH_SECONDS);
    List<LedgerTail> tails = new ArrayList<>();
    for (Posting posting : Posting.values()) {
      tails.add(plant.ledger(posting.system()));
    }
    return new Drain(tails, comparison, liveness, resting).await();
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
    proxies.values().forEach(FaultProxy::close);
    accepted.close();
    plant.close();
  }
}
