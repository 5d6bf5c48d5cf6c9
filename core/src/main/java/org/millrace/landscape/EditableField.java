package org.millrace.landscape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A field that a person may correct, with all that is in it: a JSON Pointer such as {@code
 * /lines/0/quantity}, or names with dots such as {@code lines.*.quantity}, where {@code *} is any
 * element of a list.
 *
 * @param text as it is declared
 * @param segments names and positions from the outside in
 */
public record EditableField(String text, List<String> segments) {

  /** Most fields of one declaration that are shown. */
  public static final int MOST_PLACES = 200;

  private static final String ANY = "*";
  private static final int LONGEST = 255;

  public EditableField {
    segments = List.copyOf(segments);
  }

  /** Empty if it is neither. */
  public static Optional<EditableField> of(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      return Optional.empty();
    }
    List<String> segments =
        text.startsWith("/") ? segments(text) : Arrays.asList(text.split("\\.", -1));
    return segments.stream().anyMatch(String::isBlank)
        ? Optional.empty()
        : Optional.of(new EditableField(text, segments));
  }

  /** The parts of a JSON Pointer (RFC 6901) that is not empty. */
  public static List<String> segments(String pointer) {
    return Arrays.stream(pointer.substring(1).split("/", -1))
        .map(part -> part.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static String pointer(List<String> segments) {
    return segments.stream()
        .map(part -> "/" + part.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  /** Whether a place is this field, or inside it. */
  public boolean covers(String pointer) {
    if (!pointer.startsWith("/")) {
      return false;
    }
    List<String> place = segments(pointer);
    if (place.size() < segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!segments.get(i).equals(ANY) && !segments.get(i).equals(place.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where it is in a document, down to single values; a field that is missing is where it would be.
   */
  public List<String> placesIn(JsonNode content) {
    List<String> places = new ArrayList<>();
    find(content, List.of(), places);
    return places;
  }

  private void find(JsonNode node, List<String> path, List<String> places) {
    if (places.size() >= MOST_PLACES) {
      return;
    }
    if (path.size() >= segments.size()) {
      inside(node, path, places);
      return;
    }
    String next = segments.get(path.size());
    if (node.isArray() && next.equals(ANY)) {
      for (int i = 0; i < node.size(); i++) {
        find(node.get(i), with(path, Integer.toString(i)), places);
      }
    } else if (node.isArray() && next.matches("[0-9]{1,6}")) {
      if (Integer.parseInt(next) < node.size()) {
        find(node.get(Integer.parseInt(next)), with(path, next), places);
      }
    } else if (node.isObject()) {
      JsonNode child = node.path(next);
      boolean last = path.size() == segments.size() - 1;
      if (!child.isMissingNode() || last) {
        find(child, with(path, next), places);
      }
    }
  }

  private static void inside(JsonNode node, List<String> path, List<String> places) {
    if (places.size() >= MOST_PLACES) {
      return;
    }
    if (node.isObject() && !node.isEmpty()) {
      node.propertyNames().forEach(name -> inside(node.path(name), with(path, name), places));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        inside(node.get(i), with(path, Integer.toString(i)), places);
      }
    } else {
      places.add(pointer(path));
    }
  }

  private static List<String> with(List<String> path, String segment) {
    List<String> longer = new ArrayList<>(path);
    longer.add(segment);
    return longer;
  }
}
