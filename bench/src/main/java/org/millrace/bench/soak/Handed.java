package org.millrace.bench.soak;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.millrace.bench.engine.EngineFailure;
import org.millrace.bench.kill.Letter;
import org.millrace.bench.kill.Posting;
import tools.jackson.databind.JsonNode;

/** One batch that was handed in, and what its sender knows of it. */
final class Handed {

  private static final int PAGE = 1_000;

  private final Place place;
  private final String id;
  private final List<Letter> letters;

  private Handed(Place place, String id, List<Letter> letters) {
    this.place = place;
    this.id = id;
    this.letters = letters;
  }

  /** Hands letters of one posting in; returns when the batch is durable, not when it is taken. */
  static Handed in(Place place, String key, List<Letter> letters)
      throws IOException, InterruptedException {
    Posting posting = letters.getFirst().posting();
    String records =
        letters.stream()
            .map(
                letter ->
                    "{\"key\":\"%s\",\"content\":%s}"
                        .formatted(letter.idempotencyKey(), letter.document()))
            .collect(Collectors.joining(","));
    NodeApi sender = new NodeApi(place.node().address(), place.run().bearer(posting));
    JsonNode answer =
        sender
            .send(
                "POST",
                "/v1/operations/" + posting.operation() + "/batch",
                "{\"id\":\"%s\",\"policy\":\"partial\",\"records\":[%s]}".formatted(key, records),
                Map.of("Prefer", "wait=0"))
            .good();
    return new Handed(place, answer.path("id").stringValue(), letters);
  }

  JsonNode standing() throws IOException, InterruptedException {
    return place.api().get("/v1/batches/" + id).good();
  }

  /** Records that have no outcome yet. */
  long open() throws IOException, InterruptedException {
    return standing().path("open").asLong(-1);
  }

  /** Enters every record that was taken into the list of what the node has promised. */
  int promise() throws IOException, InterruptedException {
    int promised = 0;
    for (int from = 0; from < letters.size(); from += PAGE) {
      String page = "/v1/batches/" + id + "/records?from=" + from + "&limit=" + PAGE;
      for (JsonNode record : place.api().get(page).good().path("items")) {
        String job = record.path("job").asString("");
        if (job.isEmpty()) {
          throw new EngineFailure("a record was not taken: " + record);
        }
        place
            .run()
            .promised(
                letters.get(record.path("index").asInt()), job.substring(job.lastIndexOf('/') + 1));
        promised++;
      }
    }
    return promised;
  }
}
