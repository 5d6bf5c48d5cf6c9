package org.millrace.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.contract.ContractSchema.Violation;
import org.millrace.landscape.EditableField;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document with other values in some of its declared fields. Pure.
 *
 * @param content the changed copy
 * @param changes those that change anything
 * @param violations values that may not be set there
 */
record CorrectedContent(
    JsonNode content, List<CorrectionDesk.Change> changes, List<Violation> violations) {

  static CorrectedContent of(
      JsonNode original, List<EditableField> editable, Map<String, JsonNode> values) {
    JsonNode copy = original.deepCopy();
    List<CorrectionDesk.Change> changes = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    new TreeMap<>(values)
        .forEach(
            (pointer, value) -> {
              if (editable.stream().noneMatch(field -> field.covers(pointer))) {
                violations.add(
                    new Violation(pointer, "editable", "the flow does not let people change this"));
              } else {
                change(copy, pointer, value, changes, violations);
              }
            });
    if (changes.isEmpty() && violations.isEmpty()) {
      violations.add(new Violation("", "changes", "nothing changes"));
    }
    return new CorrectedContent(copy, List.copyOf(changes), List.copyOf(violations));
  }

  private static void change(
      JsonNode document,
      String pointer,
      JsonNode value,
      List<CorrectionDesk.Change> changes,
      List<Violation> violations) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = slash == 0 ? document : document.at(pointer.substring(0, slash));
    String last = EditableField.segments(pointer).getLast();
    JsonNode before = document.at(pointer);
    if (before.equals(value)) {
      return;
    }
    boolean isSet =
        switch (parent) {
          case ObjectNode object -> {
            object.set(last, value);
            yield true;
          }
          case ArrayNode array -> set(array, last, value);
          default -> false;
        };
    if (isSet) {
      changes.add(new CorrectionDesk.Change(pointer, before, value));
    } else {
      violations.add(new Violation(pointer, "editable", "there is no such place in the document"));
    }
  }

  /** Elements are changed, never added: what is not there has no value to correct. */
  private static boolean set(ArrayNode array, String position, JsonNode value) {
    int index = position.matches("[0-9]{1,6}") ? Integer.parseInt(position) : -1;
    if (index < 0 || index >= array.size()) {
      return false;
    }
    array.set(index, value);
    return true;
  }
}
