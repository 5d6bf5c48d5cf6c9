package org.millrace.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A schema as the library compiled it. */
record CompiledSchema(Schema schema, JsonNode source) implements ContractSchema {

  /** Most violations that are reported. */
  static final int MOST_REPORTED = 50;

  private static final List<String> OPEN_ENDED =
      List.of("$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "patternProperties");

  private static final long MOST_STEPS = 5_000_000;
  private static final int DEEPEST = 500;

  @Override
  public List<Violation> validate(JsonNode content) {
    try {
      List<Error> errors =
          schema.validate(
              content,
              context ->
                  context.executionConfig(
                      config ->
                          config
                              .formatAssertionsEnabled(true)
                              .maxEvaluationSteps(MOST_STEPS)
                              .maxEvaluationDepth(DEEPEST)));
      List<Violation> violations = new ArrayList<>();
      for (Error error : errors.subList(0, Math.min(MOST_REPORTED, errors.size()))) {
        violations.add(violation(error));
      }
      return violations;
    } catch (StackOverflowError e) {
      return List.of(new Violation("", "depth", "the content is nested too deeply"));
    } catch (RuntimeException e) {
      return List.of(new Violation("", "limit", "the content takes too long to check"));
    }
  }

  @Override
  public boolean mayHave(List<String> path) {
    JsonNode at = source;
    for (String segment : path) {
      if (at.has("items") && !at.has("properties")) {
        at = at.path("items");
      } else if (declares(at)) {
        if (!at.path("properties").has(segment)) {
          return false;
        }
        at = at.path("properties").path(segment);
      } else {
        return true;
      }
    }
    return true;
  }

  /** Whether an object's own schema lists its fields, without parts that may add others. */
  private static boolean declares(JsonNode at) {
    return at.path("properties").isObject()
        && OPEN_ENDED.stream().noneMatch(at::has)
        && !at.path("additionalProperties").isObject();
  }

  private static Violation violation(Error error) {
    String pointer = String.valueOf(error.getInstanceLocation());
    String property = error.getProperty();
    if (property != null && error.getKeyword().equals("additionalProperties")) {
      pointer = pointer + "/" + property.replace("~", "~0").replace("/", "~1");
    }
    return new Violation(pointer, error.getKeyword(), plain(error));
  }

  private static String plain(Error error) {
    String property = error.getProperty();
    return switch (error.getKeyword()) {
      case "required" -> "`" + property + "` is missing";
      case "additionalProperties", "unevaluatedProperties" -> "`" + property + "` is not allowed";
      default -> error.getMessage();
    };
  }
}
