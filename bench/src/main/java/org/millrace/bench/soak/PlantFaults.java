package org.millrace.bench.soak;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Breaks the simulated plant's systems by its own API. */
final class PlantFaults {

  private final NodeApi plant;

  PlantFaults(URI plant) {
    this.plant = new NodeApi(plant, "none");
  }

  /**
   * Until it is lifted. Of several that would hit a request, the oldest does.
   *
   * @return its number
   */
  int set(String system, String fault, Map<String, Object> more)
      throws IOException, InterruptedException {
    Map<String, Object> body = new HashMap<>(more);
    body.put("system", system);
    body.put("fault", fault);
    return plant.post("/plant/faults", body).good().path("id").asInt();
  }

  void lift(int number) throws IOException, InterruptedException {
    var _ = plant.delete("/plant/faults/" + number).good();
  }

  void lift() throws IOException, InterruptedException {
    var _ = plant.delete("/plant/faults").good();
  }

  /** Effects in a system's ledger so far. */
  long effects(String system) throws IOException, InterruptedException {
    return plant.get("/plant/ledger/" + system + "/summary").good().path("count").asLong();
  }
}
