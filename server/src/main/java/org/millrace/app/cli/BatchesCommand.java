package org.millrace.app.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows batches. */
@Command(
    name = "batches",
    mixinStandardHelpOptions = true,
    description = "Show one batch with its refused records, or the latest batches.",
    footer = {
      "",
      "Every record is counted once: taken, repeated, refused or to come.",
      "Examples:",
      "  ./millrace batches",
      "  ./millrace batches 5f3c….…",
      "  ./millrace batches 5f3c….… --record 96"
    })
final class BatchesCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      converter = Arguments.Id.class,
      description = "A batch's id, as the list prints it.")
  private @Nullable String id;

  @Option(
      names = "--record",
      paramLabel = "INDEX",
      description = "Print this record's document as it came, as long as it is kept.")
  private @Nullable Integer index;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    NodeClient client = NodeClient.of(node);
    if (index != null) {
      output.line(content(client, index).text());
    } else if (id == null) {
      list(client.get("/v1/batches"));
    } else {
      print(client, client.get("/v1/batches/" + id).good(), output);
    }
    return ExitStatus.DONE;
  }

  private Answer content(NodeClient client, int record) {
    if (id == null && spec != null) {
      throw new ParameterException(spec.commandLine(), "name the batch of the record by its id");
    }
    return client.get("/v1/batches/" + id + "/records/" + record + "/content");
  }

  private void list(Answer answer) {
    List<JsonNode> batches = answer.items();
    if (output.isJson()) {
      output.document(answer.good());
    } else if (batches.isEmpty()) {
      output.line("no batches");
    } else {
      output.line(BatchText.list(batches));
    }
  }

  static void print(NodeClient client, JsonNode batch, Output output) {
    if (output.isJson()) {
      output.document(batch);
      return;
    }
    List<JsonNode> refused =
        batch.path("refused").asInt() == 0
            ? List.of()
            : client
                .get(
                    "/v1/batches/"
                        + Json.text(batch, "id")
                        + "/records"
                        + NodeClient.query(
                            List.of(
                                Map.entry("outcome", "refused"),
                                Map.entry("limit", Integer.toString(BatchText.PRINTED)))))
                .items();
    output.line(BatchText.story(batch, refused));
  }
}
