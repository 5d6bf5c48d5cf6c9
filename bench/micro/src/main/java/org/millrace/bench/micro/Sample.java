package org.millrace.bench.micro;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.millrace.bench.load.MessageBody;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LoadResult;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceFolder;
import org.millrace.mapping.EvaluationLimits;
import org.millrace.mapping.Expressions;
import org.millrace.message.Payload;
import org.millrace.message.StrictJson;
import tools.jackson.databind.json.JsonMapper;

/** The message and the flow of the throughput benchmark. */
record Sample(FlowDefinition flow, Payload payload) {
  /** System property: the folder of the benchmark's landscape. */
  static final String LANDSCAPE = "millrace.bench.landscape";

  private static final int BYTES = 1024;

  static Sample read() {
    Problems problems = new Problems();
    LandscapeLoader loader =
        new LandscapeLoader(
            new Expressions(EvaluationLimits.STANDARD, InstantSource.system()),
            Map.of("http", (system, found) -> {}));
    Path folder = Path.of(System.getProperty(LANDSCAPE, "bench/landscape"));
    return switch (loader.load(SourceFolder.read(folder, problems), "bench", problems)) {
      case LoadResult.Loaded loaded -> of(loaded.landscape().flowFor("confirm-production").get());
      case LoadResult.Refused refused ->
          throw new IllegalStateException(folder + " is not valid: " + refused.problems());
    };
  }

  private static Sample of(FlowDefinition flow) {
    byte[] body =
        MessageBody.of("m-000000001-0000001-000001", "0000001", BYTES)
            .getBytes(StandardCharsets.UTF_8);
    return new Sample(flow, new Payload(body, mapper().readTree(body)));
  }

  static JsonMapper mapper() {
    return StrictJson.mapper();
  }
}
