package org.millrace.bench.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.millrace.bench.engine.Child;
import org.millrace.bench.engine.Engine;
import org.millrace.bench.engine.Guarantees;
import org.millrace.bench.engine.Guarantees.Claim;
import org.millrace.bench.engine.Role;
import org.millrace.bench.engine.RunningEngine;

/** Node-RED: a flow in memory. What it was given is gone with its process. */
record NodeRed(int port, PeerPlaces places) implements Engine {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "node-red";
  }

  @Override
  public Role role() {
    return Role.PEER;
  }

  @Override
  public Guarantees guarantees() {
    return new Guarantees(Claim.no(), Claim.no("in memory"), Claim.no("by chance"), "none");
  }

  @Override
  public Optional<String> prepare() throws IOException, InterruptedException {
    return packages().ensure();
  }

  @Override
  public RunningEngine start(Path folder, URI target) throws IOException, InterruptedException {
    long began = System.nanoTime();
    for (String file : List.of("flows.json", "settings.js")) {
      String text = Files.readString(packages().sources().resolve(file));
      Files.writeString(
          folder.resolve(file),
          text.replace("@TARGET@", target.toString()).replace("@PORT@", Integer.toString(port)));
    }
    Child child =
        Child.start(
            name(),
            List.of(
                packages().node().toString(),
                packages().file("node-red/red.js").toString(),
                "-u",
                folder.toString(),
                "-s",
                folder.resolve("settings.js").toString()),
            folder.resolve("peer.log"));
    Running.awaitOrStop(
        child, () -> child.output().contains("Started flows"), START_LIMIT, () -> {});
    long pid = child.process().pid();
    return new RunningEngine(
        URI.create("http://127.0.0.1:" + port + "/messages"),
        Optional.empty(),
        pid,
        Set.of(pid),
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        child::stop);
  }

  private NpmPackages packages() {
    return new NpmPackages(
        name(), places.sources().resolve(name()), places.installed().resolve(name()));
  }
}
