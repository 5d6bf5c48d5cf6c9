package org.millrace.adapter.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.millrace.adapter.http.OperationSettings.Question;
import org.millrace.failure.Capability;
import org.millrace.landscape.ConfigReader;
import org.millrace.landscape.OperationDefinition;
import org.millrace.mapping.Expression;

/** Reads an operation's settings and reports every mistake in them. */
final class OperationSettingsReader {

  private static final String STANDARD_TOKEN_HEADER = "Idempotency-Key";
  private static final Pattern SAYS_404 = Pattern.compile("\\bstatus\\s*=\\s*404\\b");
  private static final Pattern STATUS = Pattern.compile("[1-5][0-9][0-9]");
  private static final int MOST_FIELDS = 50;

  private final OperationDefinition definition;
  private final ConfigReader in;
  private final Declared declared;

  private OperationSettingsReader(OperationDefinition definition, Declared declared) {
    this.definition = definition;
    this.in = new ConfigReader(definition.settings(), declared.problems());
    this.declared = declared;
  }

  /**
   * @param probe whether another operation names this one as its probe
   * @return nothing only if a problem was reported
   */
  static Optional<OperationSettings> read(
      OperationDefinition definition, boolean probe, Declared declared) {
    return new OperationSettingsReader(definition, declared).read(probe);
  }

  private Optional<OperationSettings> read(boolean probe) {
    boolean asks = probe || in.node("found").isPresent();
    String method = method(asks);
    Optional<Template> path = path();
    Map<String, Template> query = templates("query");
    Map<String, Template> headers = templates("headers");
    headers.keySet().forEach(this::checkHeader);
    Optional<Expression> body = declared.expression(in, "body");
    Optional<String> tokenField = in.optionalText("token-field");
    Optional<String> tokenHeader = tokenHeader(tokenField);
    boolean bodiless = body.isEmpty() && OperationSettings.WITHOUT_BODY.contains(method);
    if (bodiless && tokenField.isPresent()) {
      in.problems().add(in.at("token-field"), "a request without body has no field for the token");
    }
    Optional<Expression> success = declared.expression(in, "success");
    Optional<Expression> reference = declared.expression(in, "reference");
    Optional<Expression> duplicateSame = declared.expression(in, "duplicate-same");
    Set<Integer> notProcessed = statuses("not-processed", 400);
    Set<Integer> rejected = statuses("rejected", 400);
    Optional<Question> question = asks ? question() : Optional.empty();
    in.finish();
    if (path.isEmpty() || (asks && question.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new OperationSettings(
            method,
            path.get(),
            query,
            headers,
            body,
            bodiless,
            tokenHeader,
            tokenField,
            success,
            reference,
            duplicateSame,
            notProcessed,
            rejected,
            question));
  }

  private String method(boolean asks) {
    String method = in.text("method", asks ? "GET" : "POST");
    if (!method.matches("[A-Z]{1,20}")) {
      in.problems()
          .add(in.at("method"), "`" + method + "` is no method", "write one such as POST or PUT");
    }
    return method;
  }

  private Optional<Template> path() {
    String text = in.text("path");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Template> path = Template.read(text, in.at("path"), declared);
    path.map(template -> template.literally("x"))
        .filter(example -> !isPath(example))
        .ifPresent(
            example ->
                in.problems()
                    .add(
                        in.at("path"),
                        "`" + text + "` is no path",
                        "begin with `/`, leave out `.` and `..`, put parameters under `query`"));
    return path;
  }

  private static boolean isPath(String text) {
    try {
      return text.startsWith("/")
          && text.equals(new URI(text).getRawPath())
          && !RequestBuilder.climbs(text);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private Map<String, Template> templates(String key) {
    Map<String, Template> templates = new LinkedHashMap<>();
    Map<String, String> texts = in.textMap(key);
    if (texts.size() > MOST_FIELDS) {
      in.problems().add(in.at(key), "`" + key + "` has more than " + MOST_FIELDS + " entries");
    }
    texts.forEach(
        (name, text) ->
            Template.read(text, in.at(key), declared)
                .ifPresent(template -> templates.put(name, template)));
    return templates;
  }

  private void checkHeader(String name) {
    if (!HttpField.isName(name)) {
      in.problems().add(in.at("headers"), "`" + name + "` cannot be set as a header", "remove it");
    }
  }

  private Optional<String> tokenHeader(Optional<String> tokenField) {
    Optional<String> named = in.optionalText("token-header");
    if (named.isPresent() && !HttpField.isName(named.get())) {
      in.problems().add(in.at("token-header"), "`" + named.get() + "` cannot be set as a header");
      return Optional.empty();
    }
    return definition.capability() == Capability.TOKEN && tokenField.isEmpty()
        ? named.or(() -> Optional.of(STANDARD_TOKEN_HEADER))
        : named;
  }

  private Set<Integer> statuses(String key, int least) {
    Set<Integer> statuses = new HashSet<>();
    for (String text : in.texts(key)) {
      if (STATUS.matcher(text).matches() && Integer.parseInt(text) >= least) {
        statuses.add(Integer.valueOf(text));
      } else {
        in.problems()
            .add(
                in.at(key),
                "`" + text + "` is no status of a failure",
                "list numbers from " + least + " to 599");
      }
    }
    return statuses;
  }

  private Optional<Question> question() {
    for (String key : List.of("found", "absent")) {
      if (in.node(key).isEmpty()) {
        in.problems()
            .add(
                in.at(),
                "`" + key + "` is missing: `" + definition.name() + "` is asked as a probe",
                "add a condition on status and response");
      }
    }
    Optional<Expression> found = declared.expression(in, "found");
    Optional<Expression> absent = declared.expression(in, "absent");
    Optional<Expression> same = declared.expression(in, "same-content");
    return found.flatMap(
        f -> absent.map(a -> new Question(f, a, same, SAYS_404.matcher(a.text()).find())));
  }
}
