package org.millrace.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line's reference, made from the commands themselves. */
final class CliReference {

  private static final String HEAD =
      """
      # Command line

      This page is made from the commands themselves, and a test holds the two together; the introduction
      is in `server/src/test/java/org/millrace/app/cli/CliReference.java`.

      `./millrace` builds what is missing and runs the command. Commands that talk to a node find it by its
      data folder (`./data`, then `./data/demo`, or `--data`), where the node keeps its address and a key of
      its own; a node elsewhere needs `--url` and a key. They need the same rights as
      [the HTTP API](api.md), which they speak.

      Results go to the standard output, all else to the standard error. With `--json` the standard output
      is one JSON document: the result, which is the API's own answer unless said otherwise, or, if the
      command failed, a problem (RFC 9457) with at least `title` and `detail`. Wrong usage prints no
      document.

      | exit status | means |
      |---|---|
      | 0 | done |
      | 1 | the answer is no, or it failed: refused, not there, mistakes found |
      | 2 | wrong usage |
      | 3 | no node answers: none runs, the address is wrong, or something else answers there |
      | 4 | the key is missing, unknown, or lacks the right |
      | 5 | not now, or not known yet: the same again later is safe |
      | 70 | a fault of Millrace; the details are in the file that it names |

      | variable | means |
      |---|---|
      | `MILLRACE_URL`, `MILLRACE_KEY` | stand for `--url` and `--key`; others cannot see them in the list of processes |
      | `MILLRACE_DB_USER`, `MILLRACE_DB_PASSWORD` | for `--database` |
      | `MILLRACE_HEAP` | most memory of a node's heap, such as `1g` (400m) |
      | `MILLRACE_JAVA_OPTIONS` | further options of the Java VM |
      | `MILLRACE_LOG_LEVEL` | `DEBUG`, `INFO`, `WARN` or `ERROR` (INFO) |

      Two commands are the script's own: `./millrace build` builds what is missing or changed, and
      `./millrace test` runs every test. `./millrace help COMMAND` prints the help of a command.

      ## Options of every command that talks to a node

      """;

  /** Has no options but those that all have. */
  private static final String PLAINEST = "status";

  private static final Set<String> COMMON = Set.of("--data", "--url", "--key", "--json");

  private CliReference() {}

  static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    CommandLine root = MillraceCommand.line();
    List<CommandLine> commands = subcommands(root);
    commands.stream()
        .filter(line -> line.getCommandName().equals(PLAINEST))
        .forEach(line -> arguments(text, own(line).toList()));
    commands.forEach(line -> command(text, line));
    return text.toString();
  }

  /** All that do something, in the order of the help. */
  private static List<CommandLine> subcommands(CommandLine line) {
    List<CommandLine> commands = new ArrayList<>();
    for (CommandLine sub : line.getSubcommands().values()) {
      if (!sub.getSubcommands().isEmpty()) {
        commands.addAll(subcommands(sub));
      } else if (!sub.getCommandName().equals("help")) {
        commands.add(sub);
      }
    }
    return commands;
  }

  private static void command(StringBuilder text, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    boolean isPlain = line.getMixins().containsKey("node");
    List<ArgSpec> arguments = new ArrayList<>(spec.positionalParameters());
    own(line)
        .filter(option -> !isPlain || !COMMON.contains(option.longestName()))
        .forEach(arguments::add);
    text.append("\n## ").append(spec.qualifiedName()).append("\n\n");
    text.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
    text.append("```\n./").append(spec.qualifiedName());
    arguments.forEach(argument -> text.append(' ').append(synopsis(argument)));
    text.append("\n```\n");
    if (!arguments.isEmpty()) {
      text.append('\n');
      arguments(text, arguments);
    }
    String footer = String.join("\n", spec.usageMessage().footer());
    if (!footer.isBlank()) {
      text.append("\n```\n").append(footer.strip()).append("\n```\n");
    }
  }

  private static void arguments(StringBuilder text, List<? extends ArgSpec> arguments) {
    text.append("| argument | means |\n|---|---|\n");
    arguments.forEach(argument -> row(text, argument));
  }

  private static Stream<OptionSpec> own(CommandLine line) {
    return line.getCommandSpec().options().stream().filter(CliReference::isOwn);
  }

  private static boolean isOwn(OptionSpec option) {
    return !option.hidden() && !option.usageHelp() && !option.versionHelp();
  }

  private static String synopsis(ArgSpec argument) {
    return argument.required() ? label(argument) : "[" + label(argument) + "]";
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + (option.arity().max() > 0 ? " " + option.paramLabel() : "")
        : argument.paramLabel();
  }

  private static void row(StringBuilder text, ArgSpec argument) {
    text.append("| `").append(label(argument).replace("|", "\\|")).append("` | ");
    text.append(String.join(" ", argument.description()).replace("|", "\\|"));
    text.append(argument.required() && argument.isOption() ? " Required. |\n" : " |\n");
  }
}
