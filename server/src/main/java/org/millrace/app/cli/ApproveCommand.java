package org.millrace.app.cli;

import java.util.List;
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

/** Decides about what somebody else corrected. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = "Approve, reject or withdraw a proposed correction, or list those that wait.",
    footer = {
      "",
      "Look at the values first: ./millrace correct MESSAGE. Nobody approves what they proposed.",
      "Examples:",
      "  ./millrace approve",
      "  ./millrace approve 5 --reason \"checked against the order\"",
      "  ./millrace approve 5 --reject --reason \"the order says PCE\""
    })
final class ApproveCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "NUMBER",
      converter = Correction.class,
      description = "Number of a correction.")
  private @Nullable Long number;

  @Option(names = "--reject", description = "End it without effect.")
  private boolean reject;

  @Option(names = "--withdraw", description = "End your own without effect.")
  private boolean withdraw;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      converter = Reason.Checked.class,
      description = "Why, in 3 to 500 characters; it is recorded with your key's name.")
  private @Nullable String reason;

  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  /** What a correction's number looks like. */
  static final class Correction implements picocli.CommandLine.ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9]{1,18}")) {
        throw new picocli.CommandLine.TypeConversionException(
            "'" + text + "' is no number of a correction: ./millrace approve lists them");
      }
      return Long.parseLong(text);
    }
  }

  @Override
  public Integer call() {
    if (number != null && (reason == null || (reject && withdraw)) && spec != null) {
      throw new ParameterException(
          spec.commandLine(),
          reason == null ? "a decision needs --reason" : "say --reject or --withdraw");
    }
    NodeClient client = NodeClient.of(node);
    if (number == null) {
      list(client.get("/v1/corrections"));
      return ExitStatus.DONE;
    }
    String verb = reject ? "reject" : withdraw ? "withdraw" : "approve";
    JsonNode answer =
        client
            .post("/v1/corrections/" + number + "/" + verb, Json.object("reason", given()))
            .good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line(
          "%s: correction %d of message %s%s"
              .formatted(
                  Json.text(answer, "state"),
                  number,
                  Json.text(answer, "message"),
                  Json.text(answer, "state").equals("approved")
                      ? "; version %d goes now".formatted(answer.path("version").asInt())
                      : ""));
    }
    return ExitStatus.DONE;
  }

  private String given() {
    return reason == null ? "" : reason;
  }

  private void list(Answer answer) {
    List<JsonNode> proposed = answer.items();
    if (output.isJson()) {
      output.document(answer.good());
    } else if (proposed.isEmpty()) {
      output.line("nothing waits for approval");
    } else {
      Table table = new Table("");
      for (JsonNode correction : proposed) {
        table.row(
            "correction " + correction.path("number").asLong(),
            "of message " + Json.text(correction, "message"),
            "by " + Json.text(correction, "proposedBy"),
            Json.text(correction, "reason"));
      }
      output.line(table.toString());
    }
  }
}
