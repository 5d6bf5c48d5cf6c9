package org.millrace.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a command's body; what was not asked for by {@link #noOthers} is refused. */
final class Fields {

  private final ObjectNode object;
  private final Set<String> known = new TreeSet<>();

  /** Where the object stands in the body; empty for the body itself. */
  private final String pointer;

  private Fields(ObjectNode object, String pointer) {
    this.object = object;
    this.pointer = pointer;
  }

  static Fields of(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return new Fields(object, "");
    }
    throw Refused.at("", "must be a JSON object");
  }

  /**
   * A text with a length between limits, counted in characters after trimming.
   *
   * @throws Refused if it is missing or something else
   */
  String text(String name, int least, int most) {
    return textIfAny(name, least, most)
        .orElseThrow(
            () -> Refused.at(pointer + "/" + name, "is required: a text" + length(least, most)));
  }

  Optional<String> textIfAny(String name, int least, int most) {
    @Nullable JsonNode node = get(name);
    if (node == null) {
      return Optional.empty();
    }
    String text = node.isString() ? node.stringValue().strip() : "";
    if (!node.isString() || text.length() < least || text.length() > most) {
      throw Refused.at(pointer + "/" + name, "must be a text" + length(least, most));
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t')) {
      throw Refused.at(pointer + "/" + name, "must not have control characters");
    }
    return Optional.of(text);
  }

  private static String length(int least, int most) {
    return " of " + least + " to " + most + " characters";
  }

  List<String> texts(String name, int most) {
    @Nullable JsonNode node = get(name);
    List<String> texts = new ArrayList<>();
    if (node == null || !node.isArray() || node.isEmpty() || node.size() > most) {
      throw Refused.at(pointer + "/" + name, "must be a list of 1 to " + most + " texts");
    }
    for (JsonNode element : node) {
      if (!element.isString()) {
        throw Refused.at(pointer + "/" + name + "/" + texts.size(), "must be a text");
      }
      texts.add(element.stringValue());
    }
    return texts;
  }

  /** As {@link #texts}, but there may be none. */
  List<String> textsOrNone(String name, int most) {
    @Nullable JsonNode node = get(name);
    return node != null && node.isArray() && node.isEmpty() ? List.of() : texts(name, most);
  }

  /** Objects, at least one. */
  List<JsonNode> objects(String name, int most) {
    @Nullable JsonNode node = get(name);
    List<JsonNode> objects = new ArrayList<>();
    if (node == null || !node.isArray() || node.isEmpty() || node.size() > most) {
      throw Refused.at(pointer + "/" + name, "must be a list of 1 to " + most + " objects");
    }
    node.forEach(objects::add);
    if (!objects.stream().allMatch(JsonNode::isObject)) {
      throw Refused.at(pointer + "/" + name, "must be a list of objects");
    }
    return objects;
  }

  /** The fields of an object in this one. */
  Fields object(String name) {
    @Nullable JsonNode node = get(name);
    if (node instanceof ObjectNode inner) {
      return new Fields(inner, pointer + "/" + name);
    }
    throw Refused.at(pointer + "/" + name, "is required: an object");
  }

  /** Texts by name; none if the field is missing. */
  Map<String, String> textsByName(String name, int most, int longest) {
    @Nullable JsonNode node = get(name);
    if (node == null) {
      return Map.of();
    }
    if (!(node instanceof ObjectNode named) || named.size() > most) {
      throw Refused.at(pointer + "/" + name, "must be an object with at most " + most + " texts");
    }
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : named.properties()) {
      String text = each.getValue().isString() ? each.getValue().stringValue().strip() : "";
      if (text.isEmpty() || text.length() > longest) {
        throw Refused.at(
            pointer + "/" + name + "/" + each.getKey(),
            "must be a text of 1 to " + longest + " characters");
      }
      texts.put(each.getKey(), text);
    }
    return texts;
  }

  /** False unless it is there and true. */
  boolean yes(String name) {
    @Nullable JsonNode node = get(name);
    if (node != null && !node.isBoolean()) {
      throw Refused.at(pointer + "/" + name, "must be true or false");
    }
    return node != null && node.booleanValue();
  }

  /** A whole number from 0 on. */
  OptionalInt countIfAny(String name) {
    @Nullable JsonNode node = get(name);
    if (node == null) {
      return OptionalInt.empty();
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
      throw Refused.at(pointer + "/" + name, "must be a whole number from 0 on");
    }
    return OptionalInt.of(node.intValue());
  }

  Optional<Instant> timeIfAny(String name) {
    return textIfAny(name, 1, 40).map(text -> time(pointer + "/" + name, text));
  }

  /** RFC 3339. */
  static Instant time(String pointer, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Refused.at(pointer, "must be a time such as 2026-11-21T08:00:00Z");
    }
  }

  /** Counts a field as asked for that is read in another way. */
  void touch(String name) {
    known.add(name);
  }

  /** Refuses fields that nobody asked for. */
  void noOthers() {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        throw Refused.at(
            pointer + "/" + shown, "is not known here; known are " + String.join(", ", known));
      }
    }
  }

  private @Nullable JsonNode get(String name) {
    known.add(name);
    @Nullable JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }
}
