package org.millrace.plant;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.millrace.plant.day.DayPlan;
import org.millrace.plant.outbox.ApiKeys;
import org.millrace.plant.outbox.Backoff;
import org.millrace.plant.system.PlantSystem;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code plant}: reads its options, runs until SIGTERM, stops cleanly. */
@Command(
    name = "plant",
    mixinStandardHelpOptions = true,
    description = "A simulated plant: ERP, MES, WMS, QMS, PLM and a carrier over HTTP.")
public final class PlantMain implements Callable<Integer> {
  private static final String KEY_VARIABLE = "PLANT_MILLRACE_KEY";

  @Option(names = "--host", description = "Address to listen on; default ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "Shared port, 0 = any; default ${DEFAULT-VALUE}.")
  private int port = 8090;

  @Option(
      names = "--system-port",
      description = "Own port of a system, e.g. erp=8091; may be repeated.")
  private Map<String, Integer> systemPorts = new LinkedHashMap<>();

  @Option(names = "--millrace", description = "Where to send business messages; none if absent.")
  private @Nullable URI millrace;

  @Option(
      names = "--key",
      defaultValue = "${env:PLANT_MILLRACE_KEY}",
      description =
          "API key for Millrace; default is the variable PLANT_MILLRACE_KEY, for one system"
              + " PLANT_MILLRACE_KEY_MES and so on.")
  private @Nullable String key;

  @Option(names = "--data", description = "Folder for ledgers and outboxes; default plant-data.")
  private Path data = Path.of("plant-data");

  @Option(names = "--seed", description = "Decides the day and the faults; default 1.")
  private long seed = 1;

  @Option(names = "--speed", description = "Plant seconds per real second; default 60.")
  private double speed = 60;

  @Option(names = "--orders-per-hour", description = "Default 12.")
  private int ordersPerHour = 12;

  @Option(names = "--date", description = "The plant's date, yyyy-mm-dd; default today (UTC).")
  private @Nullable LocalDate date;

  @Option(names = "--send-rate", description = "Most messages per second; default 200.")
  private int sendRate = 200;

  @Option(names = "--ticket-seconds", description = "Life of tokens and sessions; default 300.")
  private long ticketSeconds = 300;

  @Option(names = "--calm", description = "Leave out the plausible trouble.")
  private boolean calm;

  @Option(
      names = "--every-day",
      description = "When a day is over, go on with the next date until stopped.")
  private boolean everyDay;

  @Option(
      names = "--attached",
      description = "Stop when the standard input ends: with whoever started the plant.")
  private boolean attached;

  @Option(names = "--no-day", description = "Do not start the day; POST /plant/day/start does.")
  private boolean noDay;

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new PlantMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Plant plant = new Plant(settings(), InstantSource.system());
    plant.start();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(plant, stopped), "stop"));
    if (attached) {
      Thread.ofPlatform().daemon().name("attached").start(PlantMain::stopWithTheStarter);
    }
    if (!noDay) {
      plant.startDay();
    }
    PrintWriter out = command().getOut();
    out.println("plant ready at http://" + host + ":" + plant.port());
    out.flush();
    stopped.await();
    return 0;
  }

  private static void stopWithTheStarter() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LoggerFactory.getLogger(PlantMain.class).warn("The standard input cannot be read", e);
    }
    System.exit(0);
  }

  private static ApiKeys keys(String standard) {
    Map<String, String> bySystem = new HashMap<>();
    for (PlantSystem system : PlantSystem.values()) {
      String name = system.pathName();
      String own = System.getenv(KEY_VARIABLE + "_" + name.toUpperCase(Locale.ROOT));
      if (own != null) {
        bySystem.put(name, own);
      }
    }
    return new ApiKeys(standard, bySystem);
  }

  private CommandLine command() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before the call.");
    }
    return spec.commandLine();
  }

  private PlantSettings settings() {
    InstantSource clock = InstantSource.system();
    for (String system : systemPorts.keySet()) {
      if (PlantSystem.of(system).isEmpty()) {
        throw new ParameterException(command(), "--system-port: there is no system " + system);
      }
    }
    if (millrace != null && key == null) {
      throw new ParameterException(command(), "--millrace needs --key or " + KEY_VARIABLE);
    }
    LocalDate today = date == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : date;
    try {
      return new PlantSettings(
          host,
          port,
          systemPorts,
          data,
          seed,
          Optional.ofNullable(millrace),
          keys(key == null ? "" : key),
          new DayPlan(seed, today, ordersPerHour, calm),
          everyDay,
          speed,
          sendRate,
          Backoff.DEFAULT,
          Duration.ofSeconds(ticketSeconds));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void stop(Plant plant, CountDownLatch stopped) {
    try {
      plant.stop();
    } catch (Exception e) {
      LoggerFactory.getLogger(PlantMain.class).error("The plant did not stop cleanly", e);
    }
    stopped.countDown();
  }
}
