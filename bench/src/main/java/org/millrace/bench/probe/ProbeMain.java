package org.millrace.bench.probe;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.millrace.bench.http.Ascii;
import org.millrace.postgres.EmbeddedPostgres;
import org.millrace.postgres.PostgresSettings;

/**
 * Runs the probe until it is killed. Its database is the product's own embedded PostgreSQL with the
 * product's settings, in a folder of its own.
 *
 * <p>Arguments: port, target URI, data folder, folder of PostgreSQL's binaries. Prints {@value
 * #READY} and PostgreSQL's process id when it takes messages at {@value #PATH}.
 */
public final class ProbeMain {
  public static final String READY = "READY postgres=";
  public static final String PATH = "/messages";

  /** Two commits may be on their way to the disk at once; a key always goes to the same one. */
  private static final int ACCEPTORS = 2;

  private static final int BACKLOG = 1024;
  private static final byte[] ORDER = "\"order\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  private static final byte[] ACCEPTED =
      "{\"status\":\"accepted\"}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DUPLICATE =
      "{\"status\":\"duplicate\"}".getBytes(StandardCharsets.UTF_8);

  private final GroupCommit[] acceptors = new GroupCommit[ACCEPTORS];

  private ProbeMain(URI target, String jdbcUrl) throws SQLException {
    ProbeStore outcomes = new ProbeStore(jdbcUrl);
    GroupCommit settle = new GroupCommit("settle", outcomes::delivered);
    Lanes lanes = new Lanes(new TargetClient(target), settle::add);
    for (int i = 0; i < ACCEPTORS; i++) {
      ProbeStore intake = new ProbeStore(jdbcUrl);
      acceptors[i] = new GroupCommit("accept-" + i, batch -> accept(intake, lanes, batch));
    }
  }

  public static void main(String[] args) throws SQLException {
    int port = Integer.parseInt(args[0]);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(PostgresSettings.of(Path.of(args[2]), Path.of(args[3])));
    String url =
        "%s%suser=%s&password=%s&binaryTransfer=true"
            .formatted(
                postgres.jdbcUrl(),
                postgres.jdbcUrl().contains("?") ? "&" : "?",
                postgres.user(),
                postgres.password());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(postgres::close));
    ProbeMain probe = new ProbeMain(URI.create(args[1]), url);
    WebServer.builder()
        .host("127.0.0.1")
        .port(port)
        .backlog(BACKLOG)
        .routing(routing -> routing.post(PATH, probe::take))
        .build()
        .start();
    System.out.println(READY + postgres.pid());
  }

  private void take(ServerRequest request, ServerResponse response) {
    byte[] body = request.content().as(byte[].class);
    Entry entry = new Entry(request.headers().get(IDEMPOTENCY_KEY).get(), order(body), body);
    acceptors[Math.floorMod(entry.orderKey.hashCode(), ACCEPTORS)].add(entry);
    Entry.Fate fate = entry.await();
    response.status(Status.ACCEPTED_202).header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(fate == Entry.Fate.ACCEPTED ? ACCEPTED : DUPLICATE);
  }

  private static String order(byte[] body) {
    int start = Ascii.find(body, 0, body.length, ORDER) + ORDER.length;
    int end = start;
    while (body[end] != '"') {
      end++;
    }
    return new String(body, start, end - start, StandardCharsets.UTF_8);
  }

  private static void accept(ProbeStore store, Lanes lanes, List<Entry> batch) throws SQLException {
    Set<UUID> fresh = store.accept(batch);
    for (Entry entry : batch) {
      boolean isNew = fresh.remove(entry.id);
      if (isNew) {
        lanes.enqueue(entry);
      }
      entry.settle(isNew ? Entry.Fate.ACCEPTED : Entry.Fate.DUPLICATE);
    }
  }
}
