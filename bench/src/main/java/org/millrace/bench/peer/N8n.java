package org.millrace.bench.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.millrace.bench.engine.Child;
import org.millrace.bench.engine.Engine;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.engine.Guarantees;
import org.millrace.bench.engine.Guarantees.Claim;
import org.millrace.bench.engine.Role;
import org.millrace.bench.engine.RunningEngine;
import org.millrace.postgres.EmbeddedPostgres;

/** n8n with its executions saved in PostgreSQL: a webhook, then an HTTP request. */
record N8n(int port, PeerPlaces places) implements Engine {
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final String WORKFLOW = "peerWorkflow0001";

  @Override
  public String name() {
    return "n8n";
  }

  @Override
  public Role role() {
    return Role.PEER;
  }

  @Override
  public Guarantees guarantees() {
    return new Guarantees(
        Claim.no("execution row, then asynchronous"),
        Claim.no(),
        Claim.no(),
        "execution with its data");
  }

  @Override
  public Optional<String> prepare() throws IOException, InterruptedException {
    return packages().ensure();
  }

  @Override
  public RunningEngine start(Path folder, URI target) throws IOException, InterruptedException {
    long began = System.nanoTime();
    PeerDatabase database = PeerDatabase.start(folder.resolve("postgres"), places.binaries());
    Path log = folder.resolve("peer.log");
    Map<String, String> environment = environment(folder, database.server());
    Path workflow = folder.resolve("workflow.json");
    String template = Files.readString(packages().sources().resolve("workflow.json"));
    Files.writeString(workflow, template.replace("@TARGET@", target.toString()));
    try {
      once(environment, log, "import:workflow", "--input=" + workflow);
      once(environment, log, "update:workflow", "--id=" + WORKFLOW, "--active=true");
    } catch (EngineFailure e) {
      database.close();
      throw e;
    }
    Child child = command(environment, log, "start");
    Running.awaitOrStop(
        child,
        () -> child.output().contains("Activated workflow") && child.output().contains("ready on"),
        START_LIMIT,
        database::close);
    long pid = child.process().pid();
    return new RunningEngine(
        URI.create("http://127.0.0.1:" + port + "/webhook/messages"),
        Optional.empty(),
        pid,
        Set.of(pid, database.server().pid()),
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        () -> Running.stop(child, database::close));
  }

  private void once(Map<String, String> environment, Path log, String... arguments)
      throws IOException, InterruptedException {
    Child child = command(environment, log, arguments);
    if (!child.process().waitFor(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      child.stop();
      throw new EngineFailure("n8n " + arguments[0] + " did not end; see " + log);
    }
    child.forget();
    if (child.process().exitValue() != 0) {
      throw new EngineFailure("n8n " + arguments[0] + " failed; see " + log);
    }
  }

  private Child command(Map<String, String> environment, Path log, String... arguments)
      throws IOException {
    ProcessBuilder command = new ProcessBuilder();
    command.command().add(packages().node().toString());
    command.command().add(packages().file("n8n/bin/n8n").toString());
    command.command().addAll(List.of(arguments));
    command.environment().putAll(environment);
    return Child.start(name(), command, log);
  }

  /** Its database, and what it would do besides the job switched off. */
  private Map<String, String> environment(Path folder, EmbeddedPostgres postgres) {
    String database = postgres.jdbcUrl().replaceAll(".*/|\\?.*", "");
    return Map.ofEntries(
        Map.entry("DB_TYPE", "postgresdb"),
        Map.entry("DB_POSTGRESDB_HOST", "127.0.0.1"),
        Map.entry("DB_POSTGRESDB_PORT", Integer.toString(postgres.port())),
        Map.entry("DB_POSTGRESDB_DATABASE", database),
        Map.entry("DB_POSTGRESDB_USER", postgres.user()),
        Map.entry("DB_POSTGRESDB_PASSWORD", postgres.password()),
        Map.entry("DB_POSTGRESDB_POOL_SIZE", "10"),
        Map.entry("N8N_USER_FOLDER", folder.toString()),
        Map.entry("N8N_PORT", Integer.toString(port)),
        Map.entry("N8N_LISTEN_ADDRESS", "127.0.0.1"),
        Map.entry("N8N_ENCRYPTION_KEY", "peerbench"),
        Map.entry("N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS", "false"),
        Map.entry("N8N_DIAGNOSTICS_ENABLED", "false"),
        Map.entry("N8N_VERSION_NOTIFICATIONS_ENABLED", "false"),
        Map.entry("N8N_TEMPLATES_ENABLED", "false"),
        Map.entry("N8N_PERSONALIZATION_ENABLED", "false"),
        Map.entry("N8N_HIRING_BANNER_ENABLED", "false"),
        Map.entry("N8N_PUBLIC_API_DISABLED", "true"),
        Map.entry("N8N_DISABLE_UI", "true"),
        Map.entry("N8N_RUNNERS_ENABLED", "false"),
        // Its other engine is native code that an install script would have to build.
        Map.entry("N8N_EXPRESSION_ENGINE", "legacy"),
        Map.entry("EXECUTIONS_DATA_SAVE_ON_SUCCESS", "all"),
        Map.entry("EXECUTIONS_DATA_PRUNE", "false"),
        Map.entry("NODE_OPTIONS", "--max-old-space-size=2048"));
  }

  private NpmPackages packages() {
    return new NpmPackages(
        name(), places.sources().resolve(name()), places.installed().resolve(name()));
  }
}
