package org.millrace.adapter.tryton;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.millrace.failure.FailureClass;
import org.millrace.landscape.ConfigReader;
import org.millrace.landscape.OperationDefinition;
import org.millrace.landscape.Problems;

/** Reads an operation's settings and reports every mistake. */
final class OperationReader {

  /** Most steps of one operation, so that a run's calls are bounded. */
  static final int MOST_STEPS = 40;

  private static final Pattern METHOD =
      Pattern.compile("(model|wizard|report)\\.[a-z][a-z0-9_.]*\\.[a-z][a-z0-9_]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern READING =
      Pattern.compile(".*\\.(search|read|search_read|search_count|get_preferences|fields_get)");
  private static final List<String> RESERVED =
      List.of("result", "context", "reference", "correlationId", "token", "date", "decimal");

  private final Formulas formulas;
  private final ConfigReader settings;

  private OperationReader(Formulas formulas, ConfigReader settings) {
    this.formulas = formulas;
    this.settings = settings;
  }

  static Operation read(
      OperationDefinition operation, Formulas.Compiler compiler, Problems problems) {
    OperationReader reader =
        new OperationReader(
            new Formulas(compiler, problems), new ConfigReader(operation.settings(), problems));
    Operation read = reader.operation();
    reader.settings.finish();
    return read;
  }

  private Operation operation() {
    List<Step> steps = steps(settings.sections("steps"));
    if (steps.isEmpty()) {
      settings.problems().add(settings.at("steps"), "`steps` is missing", "add at least one step");
    }
    Optional<Formula> found = condition(settings, "found");
    return found.isPresent() ? question(steps, found.get()) : posting(steps);
  }

  private Operation.Posting posting(List<Step> steps) {
    return new Operation.Posting(
        steps,
        settings.flag("resumes", false),
        steps(settings.sections("on-rejection")),
        value(settings, "left"),
        required("result"),
        value(settings, "reference"),
        settings.texts("confirm-warnings"));
  }

  private Operation.Question question(List<Step> steps, Formula found) {
    for (Step step : steps) {
      if (step.action() instanceof Step.Action.Call call && !call.reads()) {
        settings
            .problems()
            .add(
                settings.at("steps"),
                "`" + call.method() + "` may change something, and a probe must not",
                "use a reading method, or say `reads: true` if it changes nothing");
      }
    }
    Formula absent =
        condition(settings, "absent").orElseGet(() -> formulas.condition("false", settings.at()));
    if (settings.optionalText("absent").isEmpty()) {
      settings.problems().add(settings.at(), "`absent` is missing", "add `absent: …`");
    }
    return new Operation.Question(
        steps,
        found,
        absent,
        condition(settings, "same-content"),
        value(settings, "difference"),
        required("result"),
        value(settings, "reference"));
  }

  private List<Step> steps(List<ConfigReader> entries) {
    List<Step> steps = new ArrayList<>();
    for (ConfigReader entry : entries) {
      if (steps.size() == MOST_STEPS) {
        entry.problems().add(entry.at(), "an operation has at most " + MOST_STEPS + " steps");
        break;
      }
      steps.add(step(entry));
      entry.finish();
    }
    return steps;
  }

  private Step step(ConfigReader entry) {
    Optional<String> name = entry.optionalText("as");
    name.ifPresent(text -> checkName(text, entry));
    Optional<String> method = entry.optionalText("call");
    Optional<String> value = entry.optionalText("value");
    if (method.isPresent() == value.isPresent()) {
      entry.problems().add(entry.at(), "a step has either `call` or `value`");
    }
    Step.Action action =
        method
            .<Step.Action>map(text -> call(text, entry))
            .orElseGet(
                () ->
                    new Step.Action.Value(formulas.value(value.orElse("null"), entry.at("value"))));
    return new Step(
        name.or(() -> method).orElse("value"),
        name,
        condition(entry, "when"),
        action,
        expectation(entry));
  }

  private Step.Action.Call call(String method, ConfigReader entry) {
    if (!METHOD.matcher(method).matches()) {
      entry
          .problems()
          .add(
              entry.at("call"),
              "`" + method + "` is no method of Tryton",
              "write it in full, such as model.production.create");
    }
    boolean reads = entry.flag("reads", READING.matcher(method).matches());
    return new Step.Action.Call(
        method,
        reads,
        formulas.value(entry.text("params", "[]"), entry.at("params")),
        value(entry, "context"));
  }

  private Optional<Step.Expectation> expectation(ConfigReader entry) {
    Optional<Formula> condition = condition(entry, "expect");
    if (condition.isEmpty()) {
      if (entry.node("fail").isPresent()) {
        entry.problems().add(entry.at("fail"), "`fail` has no `expect` beside it");
      }
      return Optional.empty();
    }
    ConfigReader fail = entry.section("fail");
    String code = fail.text("code");
    FailureClass is = fail.choice("is", FailureClass.class, FailureClass.BUSINESS_RULE);
    Formula message = formulas.value(fail.text("message"), fail.at("message"));
    fail.finish();
    return Optional.of(new Step.Expectation(condition.get(), code, is, message));
  }

  private void checkName(String name, ConfigReader entry) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      entry
          .problems()
          .add(
              entry.at("as"),
              "`" + name + "` cannot be a variable",
              "use letters and digits, and none of " + String.join(", ", RESERVED));
    }
  }

  private Formula required(String key) {
    return formulas.value(settings.text(key), settings.at(key));
  }

  private Optional<Formula> value(ConfigReader from, String key) {
    return from.optionalText(key).map(text -> formulas.value(text, from.at(key)));
  }

  private Optional<Formula> condition(ConfigReader from, String key) {
    return from.optionalText(key).map(text -> formulas.condition(text, from.at(key)));
  }
}
