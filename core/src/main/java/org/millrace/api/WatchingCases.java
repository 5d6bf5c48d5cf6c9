package org.millrace.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.millrace.failure.CaseState;
import org.millrace.monitoring.CaseQuery;
import org.millrace.monitoring.Cases;

/** What can be looked at of cases. */
final class WatchingCases {

  private static final Set<String> FILTERS =
      Set.of("state", "assignee", "mine", "unassigned", "tag", "system", "flow", "code", "snoozed");

  private final Cases cases;

  WatchingCases(Cases cases) {
    this.cases = cases;
  }

  Answer list(Call call) {
    return Answer.json(new Watching.Items<>(cases.list(query(call))));
  }

  private static CaseQuery query(Call call) {
    Map<String, List<String>> query = call.query(FILTERS);
    Optional<String> assignee = text(query, "assignee");
    if (yes(query, "mine").orElse(false)) {
      if (assignee.isPresent()) {
        throw Refused.at("mine", "may not be given together with assignee");
      }
      assignee = Optional.of(call.principal().name());
    }
    return new CaseQuery(
        states(query.getOrDefault("state", List.of())),
        assignee,
        yes(query, "unassigned").orElse(false),
        text(query, "tag"),
        text(query, "system"),
        text(query, "flow"),
        text(query, "code"),
        yes(query, "snoozed"));
  }

  private static Optional<String> text(Map<String, List<String>> query, String name) {
    return Watching.one(query, name, Function.identity());
  }

  private static Optional<Boolean> yes(Map<String, List<String>> query, String name) {
    return Watching.one(
        query,
        name,
        value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> throw Refused.at(name, "must be true or false");
            });
  }

  private static Set<CaseState> states(List<String> names) {
    if (names.isEmpty()) {
      return CaseQuery.OPEN.states();
    }
    Set<CaseState> states = EnumSet.noneOf(CaseState.class);
    for (String name : names) {
      if (name.equals("open")) {
        states.addAll(CaseQuery.OPEN.states());
      } else {
        states.add(state(name));
      }
    }
    return states;
  }

  private static CaseState state(String name) {
    return Arrays.stream(CaseState.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> Refused.at("state", "must be a case's state, or open"));
  }

  Answer one(Call call) {
    return cases
        .find(call.number())
        .map(Answer::json)
        .orElseThrow(() -> new Refused(ProblemType.NOT_FOUND, "There is no case with this number"));
  }
}
