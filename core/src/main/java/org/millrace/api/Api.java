package org.millrace.api;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.millrace.access.AccessControl;
import org.millrace.access.Right;
import org.millrace.delivery.TargetSnapshot;
import org.millrace.intake.BatchIntake;
import org.millrace.intake.ChannelIntake;
import org.millrace.intake.Intake;
import org.millrace.intake.QuarantineDesk;
import org.millrace.journal.CaseBook;
import org.millrace.landscape.Credentials;
import org.millrace.monitoring.Job;
import org.millrace.monitoring.Monitoring;
import org.millrace.monitoring.SystemStatus;
import org.millrace.recovery.CorrectionDesk;
import org.millrace.recovery.Workbench;
import org.millrace.replay.ReplayDesk;
import org.millrace.telemetry.Traces;

/**
 * What the HTTP side needs of the rest of the node.
 *
 * @param ids mints correlation ids: unique, of safe characters
 */
public record Api(
    Intake intake,
    BatchIntake batchIntake,
    ChannelIntake channels,
    QuarantineDesk quarantine,
    Credentials credentials,
    Workbench workbench,
    CaseBook cases,
    CorrectionDesk corrections,
    ReplayDesk replays,
    LandscapeAdministration landscape,
    Readiness readiness,
    AccessControl access,
    Monitoring monitoring,
    Traces traces,
    Supplier<String> ids,
    InstantSource clock) {

  private static final Guard OPEN = new Guard.Open();
  private static final Guard KNOWN = new Guard.Known();
  private static final Guard POSTS = new Guard.PostsOperation();
  private static final Guard READ = new Guard.Needs(Right.READ);
  private static final Guard OPERATE = new Guard.Needs(Right.OPERATE);
  private static final Guard CORRECT = new Guard.Needs(Right.CORRECT);
  private static final Guard APPROVE = new Guard.Needs(Right.APPROVE);
  private static final Guard PAYLOAD = new Guard.Needs(Right.READ_PAYLOAD);
  private static final Guard ADMIN = new Guard.Needs(Right.ADMIN);

  /** How the sending side sees a system, in monitoring's terms. */
  public static SystemStatus.Load load(TargetSnapshot target) {
    boolean stopped =
        switch (target.gate()) {
          case CLOSED -> true;
          case OPEN, HALF_OPEN, RAMPING -> false;
        };
    return new SystemStatus.Load(
        target.system(),
        stopped,
        !stopped && target.gate() != TargetSnapshot.Gate.OPEN,
        target.inFlight(),
        target.concurrency());
  }

  Routes routes(HttpLimits limits, Callers callers) {
    Operations operations = new Operations(intake, monitoring, limits.message());
    BatchCalls batches =
        new BatchCalls(batchIntake, monitoring.batches(), access.quota(), limits.batch());
    ChannelCalls inbound = new ChannelCalls(channels, credentials, access.quota(), clock);
    QuarantineCalls kept =
        new QuarantineCalls(monitoring.quarantine(), quarantine, limits.message());
    Watching watching = new Watching(monitoring);
    WatchingCases watchingCases = new WatchingCases(monitoring.cases());
    Acting acting = new Acting(workbench, limits.message());
    Correcting correcting = new Correcting(corrections, limits.message());
    Replaying replaying = new Replaying(replays, monitoring.replays(), clock, limits.message());
    CaseActing caseActing = new CaseActing(cases, clock, limits.message());
    Administering administering = new Administering(access, landscape, clock, limits);
    SignIn signIn = new SignIn(access, callers, limits.message());
    OpenPages pages = new OpenPages(readiness, monitoring.meters());
    EventStream stream = new EventStream(monitoring);
    return new Routes()
        .add("POST", "/v1/operations/{operation}", POSTS, operations::post)
        .add("POST", "/v1/operations/{operation}/batch", POSTS, batches::post)
        .add("POST", "/v1/channels/{channel}", new Guard.ChannelSender(), inbound::post)
        .add("GET", "/v1/quarantine", READ, kept::page)
        .add("GET", "/v1/quarantine/groups", READ, kept::groups)
        .add("GET", "/v1/quarantine/{number}", READ, kept::one)
        .add("GET", "/v1/quarantine/{number}/content", PAYLOAD, kept::content)
        .add("POST", "/v1/quarantine/release", OPERATE, kept::releaseAlike)
        .add("POST", "/v1/quarantine/discard", OPERATE, kept::discardAlike)
        .add("POST", "/v1/quarantine/{number}/release", OPERATE, kept::release)
        .add("POST", "/v1/quarantine/{number}/discard", OPERATE, kept::discard)
        .add("GET", "/v1/batches", READ, batches::latest)
        .add("GET", "/v1/batches/{id}", KNOWN, batches::find)
        .add("GET", "/v1/batches/{id}/records", KNOWN, batches::records)
        .add("GET", "/v1/batches/{id}/records/{index}/content", PAYLOAD, batches::content)
        .add("GET", "/v1/jobs/{id}", KNOWN, watching::job)
        .add("GET", "/v1/messages", READ, watching::messages)
        .add("GET", "/v1/messages/{id}", READ, watching::message)
        .add("GET", "/v1/messages/{id}/payload", PAYLOAD, watching::payload)
        .add("GET", "/v1/systems", READ, watching::systems)
        .add("GET", "/v1/systems/{name}/history", READ, watching::history)
        .add("GET", "/v1/summary", READ, watching::summary)
        .add("GET", "/v1/cases", READ, watchingCases::list)
        .add("GET", "/v1/cases/{number}", READ, watchingCases::one)
        .add("GET", "/v1/webhooks", READ, watching::webhooks)
        .add("GET", "/v1/stream", READ, stream::open)
        .add("POST", "/v1/cases/{number}/acknowledge", OPERATE, caseActing::acknowledge)
        .add("POST", "/v1/cases/{number}/investigate", OPERATE, caseActing::investigate)
        .add("POST", "/v1/cases/{number}/wait", OPERATE, caseActing::awaitOthers)
        .add("POST", "/v1/cases/{number}/assign", OPERATE, caseActing::assign)
        .add("POST", "/v1/cases/{number}/snooze", OPERATE, caseActing::snooze)
        .add("POST", "/v1/cases/{number}/wake", OPERATE, caseActing::wake)
        .add("POST", "/v1/cases/{number}/ticket", OPERATE, caseActing::ticket)
        .add("POST", "/v1/cases/{number}/tags", OPERATE, caseActing::tags)
        .add("POST", "/v1/cases/{number}/note", OPERATE, caseActing::note)
        .add("POST", "/v1/cases/{number}/release", OPERATE, caseActing::release)
        .add("POST", "/v1/cases/{number}/close", OPERATE, caseActing::close)
        .add(
            "GET",
            "/v1/messages/{id}/corrections",
            new Guard.Needs(Right.READ_PAYLOAD),
            correcting::look)
        .add("POST", "/v1/messages/{id}/corrections", CORRECT, correcting::propose)
        .add("POST", "/v1/messages/{id}/corrections/check", CORRECT, correcting::tryOut)
        .add("GET", "/v1/corrections", READ, correcting::proposed)
        .add("POST", "/v1/corrections/{number}/approve", APPROVE, correcting::approve)
        .add("POST", "/v1/corrections/{number}/reject", APPROVE, correcting::reject)
        .add("POST", "/v1/corrections/{number}/withdraw", CORRECT, correcting::withdraw)
        .add("POST", "/v1/replays", OPERATE, replaying::order)
        .add("GET", "/v1/replays", READ, replaying::list)
        .add("GET", "/v1/replays/{number}", READ, replaying::one)
        .add("GET", "/v1/replays/{number}/entries", READ, replaying::entries)
        .add("POST", "/v1/replays/{number}/approve", APPROVE, replaying::approve)
        .add("POST", "/v1/replays/{number}/start", OPERATE, replaying::start)
        .add("POST", "/v1/replays/{number}/pause", OPERATE, replaying::pause)
        .add("POST", "/v1/replays/{number}/resume", OPERATE, replaying::resume)
        .add("POST", "/v1/replays/{number}/stop", OPERATE, replaying::stop)
        .add("POST", "/v1/replays/{number}/discard", OPERATE, replaying::discard)
        .add("POST", "/v1/deliveries/{id}/release", OPERATE, acting::release)
        .add("POST", "/v1/deliveries/{id}/settle", OPERATE, acting::settle)
        .add("POST", "/v1/deliveries/{id}/cancel", OPERATE, acting::cancel)
        .add("POST", "/v1/deliveries/{id}/reroute", OPERATE, acting::reroute)
        .add("POST", "/v1/deliveries/{id}/compensate", OPERATE, acting::compensate)
        .add("POST", "/v1/systems/{name}/hold", OPERATE, acting::hold)
        .add("POST", "/v1/systems/{name}/release", OPERATE, acting::releaseSystem)
        .add("POST", "/v1/events", OPERATE, acting::announce)
        .add("POST", "/v1/webhooks/recover", OPERATE, acting::recoverWebhooks)
        .add("GET", "/v1/keys", ADMIN, administering::keys)
        .add("POST", "/v1/keys", ADMIN, administering::createKey)
        .add("DELETE", "/v1/keys/{prefix}", ADMIN, administering::revokeKey)
        .add("GET", "/v1/landscape", ADMIN, administering::landscape)
        .add("POST", "/v1/landscape", ADMIN, administering::apply)
        .add("POST", "/v1/session", OPEN, signIn::open)
        .add("GET", "/v1/session", KNOWN, signIn::who)
        .add("DELETE", "/v1/session", KNOWN, signIn::close)
        .add("GET", "/metrics", new Guard.MetricsScraper(), pages::metrics)
        .add("GET", "/health/live", OPEN, pages::live)
        .add("GET", "/health/ready", OPEN, pages::ready)
        .add("GET", "/problems/{type}", OPEN, pages::problem);
  }

  /** A job as {@code GET /v1/jobs/{id}} answers it. */
  public static byte[] document(Job job) {
    return Json.bytes(job);
  }

  /** Maps many. */
  public static List<SystemStatus.Load> loads(List<TargetSnapshot> targets) {
    return targets.stream().map(Api::load).toList();
  }
}
