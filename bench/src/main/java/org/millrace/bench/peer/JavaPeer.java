package org.millrace.bench.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.millrace.bench.engine.Child;
import org.millrace.bench.engine.Engine;
import org.millrace.bench.engine.Guarantees;
import org.millrace.bench.engine.Role;
import org.millrace.bench.engine.RunningEngine;

/**
 * A program of {@code bench/peers} in a JVM of its own, with a PostgreSQL of its own.
 *
 * @param main its class, below {@code org.millrace.bench.peers}
 */
record JavaPeer(String name, String main, Guarantees guarantees, int port, PeerPlaces places)
    implements Engine {
  private static final String PACKAGE = "org.millrace.bench.peers.";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern READY = Pattern.compile("^READY$", Pattern.MULTILINE);

  @Override
  public Role role() {
    return Role.DURABLE_PEER;
  }

  @Override
  public Optional<String> prepare() throws IOException, InterruptedException {
    Path sources = places.sources();
    return new Installation(
            "the Java peers",
            List.of("mvn", "-q", "-DskipTests", "package"),
            sources,
            List.of(sources.resolve("pom.xml"), sources.resolve("src")),
            sources.resolve("target/installed"),
            sources.resolve("target/install.log"))
        .ensure();
  }

  @Override
  public RunningEngine start(Path folder, URI target) throws IOException, InterruptedException {
    long began = System.nanoTime();
    PeerDatabase database =
        PeerDatabase.start(folder.resolve("postgres"), places.binaries().toAbsolutePath());
    ProcessBuilder command = new ProcessBuilder(command(folder, target));
    command
        .environment()
        .putAll(
            Map.of(
                "PEER_JDBC_URL", database.server().jdbcUrl(),
                "PEER_USER", database.server().user(),
                "PEER_PASSWORD", database.server().password()));
    Child child = Child.start(name, command, folder.resolve("peer.log"));
    Running.awaitOrStop(
        child, () -> READY.matcher(child.output()).find(), START_LIMIT, database::close);
    long pid = child.process().pid();
    return new RunningEngine(
        URI.create("http://127.0.0.1:" + port + "/messages"),
        Optional.empty(),
        pid,
        Set.of(pid, database.server().pid()),
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        () -> Running.stop(child, database::close));
  }

  private List<String> command(Path folder, URI target) {
    Path built = places.sources().resolve("target");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "--enable-native-access=ALL-UNNAMED", // Artemis writes its journal by libaio
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-cp",
        built.resolve("classes") + ":" + built.resolve("lib") + "/*",
        PACKAGE + main,
        Integer.toString(port),
        target.toString(),
        folder.resolve("data").toString());
  }
}
