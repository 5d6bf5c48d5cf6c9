package org.millrace.landscape;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one YAML file. Whatever its bytes are, mistakes are problems with a place. */
final class YamlReader {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(true) // found with both places by the tree itself
          .setCodePointLimit(LandscapeSource.LARGEST_FILE)
          .build();

  private YamlReader() {}

  /** The file's top mapping, or nothing if there is a problem that leaves none. */
  static Optional<ConfigNode.Mapping> read(
      String file, byte[] content, Placeholders placeholders, Problems problems) {
    Optional<String> text = text(file, content, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Node> node = new Compose(SETTINGS).composeString(text.get());
      if (node.isEmpty()) {
        problems.add(Position.startOf(file), "the file is empty", "write its keys or remove it");
        return Optional.empty();
      }
      return new YamlTree(file, placeholders, problems).top(node.get());
    } catch (MarkedYamlEngineException e) {
      report(file, text.get(), e, problems);
    } catch (StackOverflowError e) {
      problems.add(Position.startOf(file), "the file is nested too deeply");
    } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
      problems.add(Position.startOf(file), "this is no YAML", "check the file in an editor");
    }
    return Optional.empty();
  }

  /** The text of a file, which must be UTF-8. */
  static Optional<String> text(String file, byte[] content, Problems problems) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(content))
              .toString());
    } catch (CharacterCodingException e) {
      problems.add(Position.startOf(file), "the file is not in UTF-8", "save it in UTF-8");
      return Optional.empty();
    }
  }

  private static void report(
      String file, String text, MarkedYamlEngineException e, Problems problems) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    Position at =
        mark.map(m -> new Position(file, m.getLine() + 1, m.getColumn() + 1))
            .orElse(Position.startOf(file));
    boolean tab = mark.isPresent() && lineUntil(text, mark.get()).contains("\t");
    problems.add(
        at,
        "this is no YAML: " + String.valueOf(e.getProblem()).strip(),
        tab ? "indent with spaces, not with tabs" : "check indentation, colons and quotes");
  }

  private static String lineUntil(String text, Mark mark) {
    String[] lines = text.split("\n", mark.getLine() + 2);
    if (mark.getLine() >= lines.length) {
      return "";
    }
    String line = lines[mark.getLine()];
    return line.substring(0, Math.min(line.length(), mark.getColumn() + 1));
  }
}
