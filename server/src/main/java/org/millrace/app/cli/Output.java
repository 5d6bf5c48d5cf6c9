package org.millrace.app.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Where a command prints: results on the standard output, all else on the standard error. */
final class Output {

  @Option(
      names = "--json",
      description =
          "Print one JSON document on the standard output: the result, or the problem"
              + " (RFC 9457).")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  boolean isJson() {
    return json;
  }

  /** A line of the result. */
  void line(String text) {
    out().println(text);
    out().flush();
  }

  /** The result as a document. */
  void document(JsonNode document) {
    line(Json.pretty(document));
  }

  /** A remark for the person at the keyboard; never part of the result. */
  void note(String text) {
    PrintWriter err = spec().commandLine().getErr();
    err.println(text);
    err.flush();
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    if (command == null) {
      throw new IllegalStateException("only a parsed command prints");
    }
    return command;
  }
}
