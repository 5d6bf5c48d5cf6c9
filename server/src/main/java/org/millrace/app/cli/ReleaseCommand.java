package org.millrace.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/** Lets something that waits go again. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = "Let a case, a delivery or a held system go again.",
    footer = {
      "",
      "A number is a case, an id with a colon a delivery, all else a system; case, delivery or"
          + " system",
      "before it says so.",
      "Examples:",
      "  ./millrace release 17 --reason \"period was reopened\"",
      "  ./millrace release 0198….…:1 --reason \"checked: it is not in the ERP\"",
      "  ./millrace release system erp --reason \"stocktaking is over\""
    })
final class ReleaseCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..2",
      paramLabel = "[case|delivery|system] WHAT",
      hideParamSyntax = true,
      description = "Number of a case, id of a delivery, or name of a system.")
  private List<String> words = List.of();

  @Mixin private Reason reason = new Reason();
  @Mixin private NodeOptions node = new NodeOptions();
  @Mixin private Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Subject subject = subject();
    JsonNode answer =
        NodeClient.of(node)
            .post(subject.path() + "/release", Json.object("reason", reason.text()))
            .good();
    if (output.isJson()) {
      output.document(answer);
    } else {
      output.line(subject.done(answer.path("deliveries").asInt()));
    }
    return ExitStatus.DONE;
  }

  private Subject subject() {
    try {
      return words.size() == 1
          ? Subject.guessed(words.getFirst())
          : Subject.of(words.getFirst(), words.getLast());
    } catch (TypeConversionException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
