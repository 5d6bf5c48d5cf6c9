package org.millrace.bench.report;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.millrace.bench.engine.Engine;
import org.millrace.bench.engine.RunningEngine;
import org.millrace.bench.load.LoadDriver;
import org.millrace.bench.load.LoadPlan;
import org.millrace.bench.load.LoadReport;
import org.millrace.bench.load.Pace;
import org.millrace.bench.load.Window;
import org.millrace.bench.measure.Machine;
import org.millrace.bench.measure.ProcessTree;

/**
 * Runs one engine once, from empty data: closed loop for throughput and CPU, then open loop at half
 * of that rate for latency.
 *
 * @param targetPort the port that every engine delivers to
 */
record Trial(Load load, int targetPort) {

  /** What is put on every engine alike. */
  record Load(
      int connections,
      int keysPerConnection,
      int bodyBytes,
      Duration warmup,
      Duration window,
      Duration drain,
      Duration quiet) {}

  private static final double OPEN_SHARE = 0.5;
  private static final Duration OPEN_WARMUP = Duration.ofSeconds(2);

  private static final double MICROS = 1e6;

  Measurement run(Engine engine, int repetition, Path folder)
      throws IOException, InterruptedException {
    URI target = URI.create("http://127.0.0.1:" + targetPort + "/deliveries");
    try (LoadDriver driver = LoadDriver.open(targetPort);
        RunningEngine running = engine.start(folder, target)) {
      Machine.awaitQuiet(load.quiet());
      CpuWindow cpu = new CpuWindow(running.processes());
      LoadPlan plan = plan(running, repetition);
      LoadReport closed = driver.run(plan, cpu);
      double rate = Math.max(1, closed.deliveredPerSecond() * OPEN_SHARE);
      LoadReport open =
          driver.run(
              plan.with(Pace.open(rate), OPEN_WARMUP, load.window(), plan.run() + 1),
              Window.UNWATCHED);
      boolean ordered = engine.guarantees().order().holds();
      List<String> faults = new ArrayList<>(closed.faults(ordered));
      open.faults(ordered).forEach(fault -> faults.add("open loop: " + fault));
      long messages = Math.max(1, closed.delivered());
      return new Measurement(
          engine.name(),
          engine.role(),
          engine.guarantees(),
          repetition,
          closed.deliveredPerSecond(),
          closed.acceptedPerSecond(),
          cpu.ownSeconds() * MICROS / messages,
          cpu.driverSeconds() * MICROS / messages,
          cpu.othersShare(),
          rate,
          open.accept().millis(0.50),
          open.accept().millis(0.99),
          open.deliver().millis(0.50),
          open.deliver().millis(0.99),
          ProcessTree.peakResidentMiB(running.pid()),
          running.startMillis(),
          closed.misordered() + open.misordered(),
          faults);
    }
  }

  private LoadPlan plan(RunningEngine running, int repetition) {
    return new LoadPlan(
        running.intake(),
        running.bearer(),
        Pace.closed(),
        load.connections(),
        load.keysPerConnection(),
        load.bodyBytes(),
        load.warmup(),
        load.window(),
        load.drain(),
        2 * repetition);
  }
}
