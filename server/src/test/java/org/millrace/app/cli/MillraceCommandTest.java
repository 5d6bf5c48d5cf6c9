package org.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;

class MillraceCommandTest {

  static Stream<String> commands() {
    List<String> names = new ArrayList<>();
    collect(MillraceCommand.line(), names);
    return names.stream();
  }

  private static void collect(CommandLine line, List<String> names) {
    names.add(line.getCommandSpec().qualifiedName());
    line.getSubcommands().values().forEach(sub -> collect(sub, names));
  }

  private static CommandLine find(String name) {
    CommandLine line = MillraceCommand.line();
    for (String word : name.split(" ", -1)) {
      line = Objects.requireNonNullElse(line.getSubcommands().get(word), line);
    }
    return line;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_explains_itself_and_all_it_takes(String name) {
    CommandLine line = find(name);
    assertThat(line.getCommandSpec().usageMessage().description()).isNotEmpty();
    for (ArgSpec argument : line.getCommandSpec().args()) {
      boolean isFlag = argument.isOption() && argument.arity().max() == 0;
      if (!argument.hidden() && !isFlag) {
        assertThat(argument.description()).as("%s of %s", argument.paramLabel(), name).isNotEmpty();
        assertThat(argument.paramLabel()).as("label in " + name).doesNotContain("<");
      }
    }
    String[] words = (name + " --help").replaceFirst("^millrace ", "").split(" ", -1);
    if (!name.endsWith(" help")) {
      Run run = Run.of(words);
      assertThat(run.exit()).isEqualTo(ExitStatus.DONE);
      assertThat(run.out()).startsWith("Usage: " + name);
      assertThat(run.out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThan(101));
    }
  }

  /** All but picocli's own, which takes whatever it is given. */
  static Stream<String> ownCommands() {
    return commands().filter(name -> !name.endsWith(" help"));
  }

  @ParameterizedTest
  @MethodSource("ownCommands")
  void an_unknown_option_is_told_in_a_sentence(String name) {
    String[] words = (name + " --bogus").replaceFirst("^millrace ", "").split(" ", -1);
    Run run = Run.of(words);
    assertThat(run.exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSizeLessThan(4);
    assertThat(run.err()).contains("See: ./" + name + " --help");
  }

  @Test
  void a_mistyped_command_gets_a_suggestion() {
    Run run = Run.of("relase", "1");
    assertThat(run.exit()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("Did you mean: release");
  }

  @Test
  void without_a_command_and_with_help_the_commands_are_listed() {
    assertThat(Run.of().out()).contains("Commands:", "doctor", "Exit status:");
    assertThat(Run.of("help").out()).contains("Commands:");
    assertThat(Run.of("help", "release").out()).startsWith("Usage: millrace release");
    assertThat(Run.of("key", "create", "--help").out()).contains("post:<operation>");
  }

  @Test
  void every_command_tells_the_version() {
    assertThat(Run.of("--version").out()).startsWith("Millrace ").contains("Java 25");
    assertThat(Run.of("key", "list", "--version").out()).startsWith("Millrace ");
  }

  /** A command with a bug. */
  @Command(name = "buggy")
  static final class Buggy implements Callable<Integer> {
    @Mixin private Output output = new Output();

    @Override
    public Integer call() {
      output.note("working");
      throw new IllegalStateException("the wheel fell off");
    }
  }

  @Test
  void a_bug_is_a_sentence_a_file_and_a_status_of_its_own() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = MillraceCommand.line().addSubcommand("buggy", new Buggy());
    line.setExecutionExceptionHandler(Failures::failed);
    int exit =
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute("buggy", "--json");
    assertThat(exit).isEqualTo(ExitStatus.FAULT);
    assertThat(err.toString()).contains("the wheel fell off", "report").doesNotContain("\tat ");
    assertThat(
            Json.parsed(out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .path("detail")
                .asString())
        .contains("the wheel fell off");
    Matcher file = Pattern.compile("the file (\\S+\\.txt)").matcher(err.toString());
    assertThat(file.find()).isTrue();
    Path trace = Path.of(file.group(1));
    assertThat(Files.readString(trace)).contains("IllegalStateException", "\tat ");
    Files.delete(trace);
  }
}
