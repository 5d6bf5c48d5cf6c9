package org.millrace.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A command that was run in this process.
 *
 * @param out what it printed as its result
 * @param err what it said besides
 */
record Run(int exit, String out, String err) {

  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        MillraceCommand.line()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  /** The same against a node. */
  static Run at(TestNode node, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--data");
    all.add(node.data().toString());
    return of(all.toArray(String[]::new));
  }

  /** The one document on the standard output; missing if there is none, or something else too. */
  JsonNode json() {
    return Json.parsed(out.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  String all() {
    return out + err;
  }
}
