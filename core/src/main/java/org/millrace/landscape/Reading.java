package org.millrace.landscape;

import java.util.Optional;
import org.millrace.mapping.Expression;
import org.millrace.mapping.ExpressionSyntaxException;
import org.millrace.mapping.Expressions;

/**
 * What all readers of one check share. Not thread-safe.
 *
 * @param source the files
 * @param placeholders the environment's values
 * @param expressions compiles JSONata
 * @param problems all that was found
 */
record Reading(
    LandscapeSource source, Placeholders placeholders, Expressions expressions, Problems problems) {

  /** A reader of a file's top mapping; nothing if the file cannot be read. */
  Optional<ConfigReader> yaml(String path) {
    return source
        .file(path)
        .flatMap(content -> YamlReader.read(path, content, placeholders, problems))
        .map(node -> new ConfigReader(node, problems));
  }

  /** An expression in a key's value. */
  Optional<Expression> expression(ConfigReader reader, String key) {
    return reader.optionalText(key).flatMap(text -> compile(text, key, reader.at(key)));
  }

  private Optional<Expression> compile(String text, String key, Position at) {
    try {
      return Optional.of(expressions.compile(text));
    } catch (ExpressionSyntaxException e) {
      problems.add(
          at,
          "`" + key + "` is no JSONata: " + e.getMessage(),
          "look at character " + (e.position() + 1) + " of the expression");
      return Optional.empty();
    }
  }

  /** Reports keys that are planned but do nothing yet, so that nobody relies on them. */
  static void notYet(ConfigReader reader, String... keys) {
    for (String key : keys) {
      if (reader.node(key).isPresent()) {
        reader
            .problems()
            .add(reader.at(key), "`" + key + "` is not supported yet", "remove it for now");
      }
    }
  }
}
