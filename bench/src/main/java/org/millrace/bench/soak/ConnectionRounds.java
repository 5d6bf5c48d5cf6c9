package org.millrace.bench.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.millrace.adapter.testkit.FaultMix;
import org.millrace.adapter.testkit.ProxyFault;
import org.millrace.bench.kill.Edit;
import org.millrace.bench.soak.Round.Given;

/** The way to the targets is broken: connections, credentials. */
final class ConnectionRounds {

  static final Round CONNECTIONS =
      Round.of("connections", "connections cut, reset, swallowed", 0.1, ConnectionRounds::cut);

  static final Round REFUSED =
      Round.of("credentials", "401 mid-run", 0.03, ConnectionRounds::refuse)
          .with(
              new Edit("systems/erp.yaml", "settle: PT2S", "settle: PT2S\nbreaker: {open: PT1S}"));

  private static final double SHARE_OF_BROKEN = 0.2;
  private static final Duration REFUSED_FOR = Duration.ofSeconds(8);
  private static final Duration NOTICED = Duration.ofSeconds(5);
  private static final Duration WORKING = Duration.ofSeconds(5);

  private static final List<ProxyFault> BROKEN =
      List.of(
          new ProxyFault.CutBeforeForwarding(),
          new ProxyFault.CutMidRequest(),
          new ProxyFault.CutAfterForwarding(),
          new ProxyFault.CutMidAnswer(),
          new ProxyFault.Delay(Duration.ofSeconds(2)),
          new ProxyFault.ResetBeforeForwarding(),
          new ProxyFault.ResetAfterForwarding(),
          new ProxyFault.BlackholeRequest(),
          new ProxyFault.BlackholeAnswer());

  private static final String BURNT =
      """
      select (select count(*) from attempt where failure_class <> 'OUTAGE')
        + (select count(*) from failure_case)
      """;

  private ConnectionRounds() {}

  private static Given cut(Place place, long end) throws InterruptedException {
    place.run().proxies().forEach(proxy -> proxy.use(new FaultMix(SHARE_OF_BROKEN, BROKEN)));
    while (System.nanoTime() < end) {
      place.pass(Duration.ofMillis(200));
    }
    place.run().proxies().forEach(proxy -> proxy.use(FaultMix.CALM));
    StringBuilder counts = new StringBuilder();
    long dose = 0;
    for (ProxyFault fault : BROKEN) {
      int drawn =
          place.run().proxies().stream().mapToInt(proxy -> proxy.drawn(fault.getClass())).sum();
      counts.append(counts.isEmpty() ? "" : ", ");
      counts.append(fault.getClass().getSimpleName()).append(' ').append(drawn);
      dose += drawn;
    }
    return new Given(dose, counts.toString());
  }

  /** The target refuses the credentials for a while, again and again. */
  private static Given refuse(Place place, long end)
      throws IOException, InterruptedException, SQLException {
    List<String> broken = new ArrayList<>();
    int dose = 0;
    place.pass(WORKING);
    while (dose == 0 || System.nanoTime() < end) {
      var _ = place.plant().set("erp", "expired-credentials", Map.of());
      boolean held =
          place.await(
              () -> place.journal().count("select count(*) from target_hold") == 1, NOTICED);
      if (!held) {
        broken.add("the target was not held although it refused the credentials");
      }
      place.pass(REFUSED_FOR);
      place.plant().lift();
      place.pass(WORKING);
      dose++;
    }
    long burnt = place.journal().count(BURNT);
    if (burnt > 0) {
      broken.add(burnt + " tries were burnt on a target that refused the credentials");
    }
    long calls = place.journal().count("select count(*) from attempt where status = 401");
    return new Given(dose, "held each time; " + calls + " calls refused, no try burnt", broken);
  }
}
