package org.millrace.landscape;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one mapping field by field, collects every problem instead of stopping at the first, and at
 * the end reports the keys nobody asked for. Not thread-safe.
 */
public final class ConfigReader {

  private final ConfigNode.Mapping node;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  public ConfigReader(ConfigNode.Mapping node, Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  /** Where the mapping starts. */
  public Position at() {
    return node.at();
  }

  /** Where a key's value stands, or the mapping itself when the key is absent. */
  public Position at(String key) {
    ConfigNode value = node.entries().get(key);
    return value == null ? node.at() : value.at();
  }

  public Problems problems() {
    return problems;
  }

  public Optional<ConfigNode> node(String key) {
    known.add(key);
    return Optional.ofNullable(node.entries().get(key));
  }

  /** A text that must be there; the empty text stands in for it after the problem was reported. */
  public String text(String key) {
    Optional<String> value = optionalText(key);
    if (value.isEmpty() && !node.entries().containsKey(key)) {
      problems.add(node.at(), "`" + key + "` is missing", "add `" + key + ": …`");
    }
    return value.orElse("");
  }

  public String text(String key, String otherwise) {
    return optionalText(key).orElse(otherwise);
  }

  public Optional<String> optionalText(String key) {
    return node(key).flatMap(value -> scalar(key, value));
  }

  /** A duration in ISO-8601 form, such as {@code PT10S}. */
  public Duration duration(String key, Duration otherwise) {
    return optionalText(key)
        .map(
            text -> {
              try {
                Duration duration = Duration.parse(text);
                if (duration.isNegative()) {
                  throw new DateTimeParseException("negative", text, 0);
                }
                return duration;
              } catch (DateTimeParseException e) {
                problems.add(
                    at(key),
                    "`" + key + "` is no duration: " + text,
                    "write an ISO-8601 duration such as PT10S or PT5M");
                return otherwise;
              }
            })
        .orElse(otherwise);
  }

  /** A whole number within limits, both included. */
  public int number(String key, int otherwise, int least, int most) {
    return optionalText(key)
        .map(
            text -> {
              try {
                int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                  return value;
                }
              } catch (NumberFormatException e) {
                // reported below, together with a number out of range
              }
              problems.add(
                  at(key),
                  "`"
                      + key
                      + "` must be a whole number from "
                      + least
                      + " to "
                      + most
                      + ", not "
                      + text);
              return otherwise;
            })
        .orElse(otherwise);
  }

  public boolean flag(String key, boolean otherwise) {
    return optionalText(key)
        .map(
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                problems.add(at(key), "`" + key + "` must be true or false, not " + text);
              }
              return text.equals("true");
            })
        .orElse(otherwise);
  }

  /** One of an enum's values, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    return optionalText(key)
        .map(
            text -> {
              for (E value : type.getEnumConstants()) {
                if (spelled(value).equals(text)) {
                  return value;
                }
              }
              List<String> words =
                  Arrays.stream(type.getEnumConstants()).map(ConfigReader::spelled).toList();
              problems.add(
                  at(key),
                  "`" + key + "` cannot be `" + text + "`",
                  Suggestion.among(words, text)
                      .orElse("choose one of " + String.join(", ", words)));
              return otherwise;
            })
        .orElse(otherwise);
  }

  /** A nested mapping; an empty one stands in when it is absent or of another kind. */
  public ConfigNode.Mapping mapping(String key) {
    Optional<ConfigNode> value = node(key);
    if (value.isEmpty()) {
      return ConfigNode.Mapping.empty(node.at());
    }
    return switch (value.get()) {
      case ConfigNode.Mapping mapping -> mapping;
      case ConfigNode.Scalar other -> wrongKind(key, other, "a mapping");
      case ConfigNode.Sequence other -> wrongKind(key, other, "a mapping");
    };
  }

  public ConfigReader section(String key) {
    return new ConfigReader(mapping(key), problems);
  }

  /** A list of mappings, each with a reader of its own. */
  public List<ConfigReader> sections(String key) {
    List<ConfigReader> readers = new ArrayList<>();
    for (ConfigNode item : items(key)) {
      if (item instanceof ConfigNode.Mapping mapping) {
        readers.add(new ConfigReader(mapping, problems));
      } else {
        problems.add(item.at(), "each entry of `" + key + "` is a mapping, not " + item.kind());
      }
    }
    return readers;
  }

  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (ConfigNode item : items(key)) {
      scalar(key, item).ifPresent(texts::add);
    }
    return texts;
  }

  /** A mapping of texts to texts. */
  public Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    mapping(key)
        .entries()
        .forEach(
            (name, value) -> scalar(key + "." + name, value).ifPresent(t -> texts.put(name, t)));
    return texts;
  }

  /** Reports the keys that were never asked for; call once, after the last field was read. */
  public void finish() {
    node.entries()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                problems.add(
                    node.keys().getOrDefault(key, value.at()),
                    "unknown key `" + key + "`",
                    Suggestion.among(known, key).orElse("known here: " + String.join(", ", known)));
              }
            });
  }

  private List<ConfigNode> items(String key) {
    Optional<ConfigNode> value = node(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof ConfigNode.Sequence sequence) {
      return sequence.items();
    }
    problems.add(value.get().at(), "`" + key + "` must be a list, not " + value.get().kind());
    return List.of();
  }

  private Optional<String> scalar(String key, ConfigNode value) {
    if (value instanceof ConfigNode.Scalar scalar) {
      return Optional.of(scalar.text());
    }
    problems.add(value.at(), "`" + key + "` must be a single value, not " + value.kind());
    return Optional.empty();
  }

  private ConfigNode.Mapping wrongKind(String key, ConfigNode value, String wanted) {
    problems.add(value.at(), "`" + key + "` must be " + wanted + ", not " + value.kind());
    return ConfigNode.Mapping.empty(value.at());
  }

  private static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
