package org.millrace.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.millrace.app.Installation;
import org.millrace.app.LandscapeCheck;
import org.millrace.app.NodeAccess;
import org.millrace.app.doctor.ConsoleProbe;
import org.millrace.app.doctor.CredentialProbe;
import org.millrace.app.doctor.DatabaseProbe;
import org.millrace.app.doctor.DestinationProbe;
import org.millrace.app.doctor.Examination;
import org.millrace.app.doctor.Finding;
import org.millrace.app.doctor.FolderProbe;
import org.millrace.app.doctor.LandscapeProbe;
import org.millrace.app.doctor.MachineProbe;
import org.millrace.app.doctor.PortProbe;
import org.millrace.app.doctor.PostgresProbe;
import org.millrace.app.doctor.Probe;
import org.millrace.app.doctor.ToolProbe;
import org.millrace.landscape.Landscape;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceFolder;
import org.millrace.postgres.Inspection;
import org.millrace.postgres.PostgresFailure;

/**
 * What the doctor looks at.
 *
 * @param database JDBC URL of an external PostgreSQL
 * @param landscape folder to look at instead of what is in force
 * @param home folder of the project's checkout
 */
record Patient(
    Path data,
    int port,
    Optional<String> database,
    Optional<Path> landscape,
    Optional<String> environment,
    Optional<Path> home) {

  private static final String NO_ADAPTER = "none";
  private static final String STANDARD_ENVIRONMENT = "dev";

  /**
   * In three rounds, for the landscape is in the database, and the targets are in the landscape.
   */
  List<Finding> examine(NodeOptions node, Examination examination, InstantSource clock)
      throws InterruptedException {
    Installation installation = new Installation(data);
    Optional<DatabaseProbe> stored =
        isElsewhere(node)
            ? Optional.empty()
            : place(installation).map(at -> new DatabaseProbe(at, clock));
    List<Finding> findings =
        new ArrayList<>(examination.look(here(installation, node, clock, stored)));

    Optional<LandscapeProbe> declared = declared(stored.flatMap(DatabaseProbe::landscape));
    findings.addAll(examination.look(declared.stream().toList()));
    Optional<Landscape> read = declared.flatMap(LandscapeProbe::landscape);
    if (read.isPresent()) {
      findings.addAll(examination.look(around(read.get(), installation)));
    }
    return findings;
  }

  private List<Probe> here(
      Installation installation,
      NodeOptions node,
      InstantSource clock,
      Optional<DatabaseProbe> stored) {
    List<Probe> probes = new ArrayList<>();
    probes.add(new MachineProbe());
    boolean elsewhere = isElsewhere(node);
    if (!elsewhere) {
      probes.add(new FolderProbe(data, Installation.FULL));
    }
    if (!elsewhere && database.isEmpty()) {
      probes.add(
          new PostgresProbe(installation.postgres(), Installation.binaries(), installation.node()));
    }
    stored.ifPresent(probes::add);
    if (node.url().isPresent() || NodeAccess.of(data).isPresent()) {
      probes.add(new NodeProbe(node, installation.node(), clock));
    } else {
      probes.add(new PortProbe("127.0.0.1", port));
    }
    home.ifPresent(
        folder -> {
          probes.add(new ConsoleProbe(folder));
          probes.addAll(ToolProbe.all(Optional.ofNullable(System.getenv("PATH")).orElse("")));
        });
    return probes;
  }

  /** Then this machine's data folder, if there is one, is not the node's. */
  private static boolean isElsewhere(NodeOptions node) {
    return node.url().isPresent() && node.data().isEmpty();
  }

  private Optional<DatabaseProbe.Place> place(Installation installation) {
    if (database.isPresent()) {
      return Optional.of(
          new DatabaseProbe.Place(
              database.get(),
              Optional.ofNullable(System.getenv("MILLRACE_DB_USER")).orElse(""),
              Optional.ofNullable(System.getenv("MILLRACE_DB_PASSWORD")).orElse("")));
    }
    try {
      return Inspection.of(installation.postgres())
          .access(installation.postgres())
          .map(way -> new DatabaseProbe.Place(way.jdbcUrl(), way.user(), way.password()));
    } catch (PostgresFailure e) {
      // The probe of PostgreSQL itself tells why.
      return Optional.empty();
    }
  }

  private Optional<LandscapeProbe> declared(Optional<DatabaseProbe.InForce> inForce) {
    if (landscape.isEmpty()) {
      return inForce.map(
          found ->
              new LandscapeProbe(
                  found.source(),
                  environment.orElse(found.environment()),
                  "version " + found.version() + " in force"));
    }
    LandscapeSource source = SourceFolder.read(landscape.get(), new Problems());
    List<String> names = LandscapeCheck.declared(source);
    String standard =
        names.contains(STANDARD_ENVIRONMENT) ? STANDARD_ENVIRONMENT : names.getFirst();
    return Optional.of(
        new LandscapeProbe(
            source,
            environment.or(() -> inForce.map(DatabaseProbe.InForce::environment)).orElse(standard),
            landscape.get().toString()));
  }

  private List<Probe> around(Landscape read, Installation installation) {
    List<Probe> probes = new ArrayList<>();
    new TreeMap<>(read.systems())
        .values().stream()
            .filter(system -> !system.adapter().equals(NO_ADAPTER))
            .forEach(system -> probes.add(new DestinationProbe(system)));
    CredentialProbe.Variables variables = variables(installation);
    new TreeMap<>(read.credentials())
        .values()
        .forEach(
            credential ->
                probes.add(new CredentialProbe(credential, installation.secrets(), variables)));
    return probes;
  }

  /** The node's own environment where this user may see it, else ours. */
  private static CredentialProbe.Variables variables(Installation installation) {
    Optional<Path> file =
        installation.node().map(pid -> Path.of("/proc", pid.toString(), "environ"));
    if (file.isPresent() && Files.isReadable(file.get())) {
      try {
        String text = new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8);
        Set<String> names =
            Arrays.stream(text.split("\0", -1))
                .filter(entry -> entry.indexOf('=') > 0)
                .map(entry -> entry.substring(0, entry.indexOf('=')))
                .collect(Collectors.toSet());
        return new CredentialProbe.Variables(names, true);
      } catch (IOException e) {
        // It ended meanwhile, or the kernel does not show it after all.
      }
    }
    return new CredentialProbe.Variables(System.getenv().keySet(), false);
  }
}
