package org.millrace.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.millrace.access.AccessControl;
import org.millrace.access.Keys;
import org.millrace.access.Permissions;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keys and the landscape. */
final class Administering {

  private final AccessControl access;
  private final LandscapeAdministration landscape;
  private final InstantSource clock;
  private final HttpLimits limits;

  Administering(
      AccessControl access,
      LandscapeAdministration landscape,
      InstantSource clock,
      HttpLimits limits) {
    this.access = access;
    this.landscape = landscape;
    this.clock = clock;
    this.limits = limits;
  }

  /** A key without its secret. */
  record Key(
      String prefix,
      String system,
      List<String> may,
      Instant created,
      String createdBy,
      Optional<Instant> expires,
      Optional<Instant> revoked,
      Optional<Instant> lastUsed) {

    static Key of(Keys.Listed key) {
      return new Key(
          key.prefix(),
          key.system(),
          key.permissions().labels(),
          key.createdAt(),
          key.createdBy(),
          key.expiresAt(),
          key.revokedAt(),
          key.lastUsed());
    }
  }

  Answer keys(Call call) {
    return Answer.json(new Watching.Items<>(access.keys().list().stream().map(Key::of).toList()));
  }

  Answer createKey(Call call) throws InterruptedException {
    Fields fields = Json.fields(call.body(Answer.JSON, limits.message()));
    String system = fields.text("system", 1, 64);
    List<String> may = fields.texts("may", Permissions.MOST);
    Optional<Instant> expires = fields.timeIfAny("expires");
    fields.noOthers();
    boolean plain =
        system.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    if (!plain) {
      throw Refused.at("/system", "must be a name of lower-case letters, digits and hyphens");
    }
    if (!Permissions.unknown(may).isEmpty()) {
      throw Refused.at(
          "/may",
          "may have post:<operation>, post:*, read, read-payload, operate, metrics and admin");
    }
    if (expires.isPresent() && !expires.get().isAfter(clock.instant())) {
      throw Refused.at("/expires", "must be in the future");
    }
    Keys.Created created =
        access.keys().create(system, Permissions.of(may), expires, call.principal().actor());
    access.keyRing().readAgain();
    ObjectNode json = Json.object().put("key", created.text());
    json.put("prefix", created.listed().prefix()).put("system", system);
    ArrayNode granted = json.putArray("may");
    created.listed().permissions().labels().forEach(granted::add);
    return Answer.json(201, Json.bytes(json))
        .with(HttpHeader.LOCATION, "/v1/keys/" + created.listed().prefix());
  }

  Answer revokeKey(Call call) {
    if (!access.keyRing().revoke(call.value(0))) {
      throw new Refused(ProblemType.NOT_FOUND, "There is no key in force with this prefix");
    }
    return Answer.nothing();
  }

  Answer landscape(Call call) {
    return Answer.json(landscape.current());
  }

  Answer apply(Call call) throws InterruptedException {
    byte[] zip = call.body("application/zip", limits.landscape());
    return switch (landscape.apply(zip, call.principal().actor())) {
      case LandscapeAdministration.ApplyAnswer.Applied applied ->
          Answer.json(Json.object().put("version", applied.version()));
      case LandscapeAdministration.ApplyAnswer.Invalid invalid -> invalid(call, invalid);
    };
  }

  private static Answer invalid(Call call, LandscapeAdministration.ApplyAnswer.Invalid invalid) {
    Problem problem =
        new Problem(
            ProblemType.LANDSCAPE_INVALID,
            (invalid.problems().size() == 1 ? "1 mistake" : invalid.problems().size() + " mistakes")
                + "; the landscape in force stays",
            List.of(),
            List.of());
    ObjectNode json = problem.json(call.correlationId());
    ArrayNode errors = json.putArray("errors");
    for (var mistake : invalid.problems()) {
      errors
          .addObject()
          .put("file", mistake.at().file())
          .put("line", mistake.at().line())
          .put("column", mistake.at().column())
          .put("message", mistake.what())
          .put("remedy", mistake.remedy());
    }
    return problem.answer(json);
  }
}
