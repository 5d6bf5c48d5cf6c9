package org.millrace.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.millrace.journal.DeliveryQueue;
import org.millrace.journal.Holds;
import org.millrace.journal.Message;
import org.millrace.journal.ReplayEntry;
import org.millrace.journal.ReplayEntry.Candidate;
import org.millrace.journal.ReplayPlan;
import org.millrace.journal.ReplayPlans;
import org.millrace.journal.ReplayPrediction;
import org.millrace.landscape.FlowDefinition;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.SystemDefinition;
import org.millrace.message.DeliveryId;
import org.millrace.message.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the dry runs of ordered plans, one after the other. One that did not come to its end, since
 * the node stopped, is made again from the beginning.
 */
final class ReplayPlanner {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayPlanner.class);

  private static final int PAGE = 500;

  private final ReplayPlans plans;
  private final DeliveryQueue queue;
  private final Holds holds;
  private final LandscapeCatalog catalog;

  ReplayPlanner(ReplayPlans plans, DeliveryQueue queue, Holds holds, LandscapeCatalog catalog) {
    this.plans = plans;
    this.queue = queue;
    this.holds = holds;
    this.catalog = catalog;
  }

  /** Plans the oldest one that is ordered; tells whether there was one. */
  boolean round() {
    Optional<ReplayPlan> next = plans.toPlan();
    next.ifPresent(this::plan);
    return next.isPresent();
  }

  private void plan(ReplayPlan plan) {
    DryRun run = new DryRun(new Forecast(catalog, plan.order().mode(), plan.order().documents()));
    plans.begin(plan);
    Optional<DeliveryId> after = Optional.empty();
    while (true) {
      List<Candidate> page = plans.candidates(plan, after, PAGE);
      if (run.size + page.size() > ReplayPlan.MOST_ENTRIES) {
        plans.refuse(
            plan,
            "More than %,d deliveries are in its scope: choose a narrower one."
                .formatted(ReplayPlan.MOST_ENTRIES));
        return;
      }
      int from = run.size + 1;
      List<ReplayEntry> entries = run.of(page);
      if (!entries.isEmpty()) {
        plans.add(plan, from, entries);
      }
      if (page.size() < PAGE) {
        break;
      }
      after = Optional.of(page.getLast().id());
    }
    if (run.size == 0) {
      plans.refuse(plan, "Nothing in its scope waits for a person or has been delivered.");
      return;
    }
    plans.planned(plan, run.outlook());
    LOG.atInfo()
        .addKeyValue("plan", plan.number())
        .addKeyValue("deliveries", run.size)
        .log("a replay is planned");
  }

  /** What one dry run has found so far. */
  private final class DryRun {
    private final Forecast forecast;
    private final Set<String> going = new TreeSet<>();
    private final Set<String> flows = new HashSet<>();
    private int size;
    private int refusedBefore;
    private int asking;
    private boolean fourEyes;

    DryRun(Forecast forecast) {
      this.forecast = forecast;
    }

    /** Those whose message is gone are left out. */
    List<ReplayEntry> of(List<Candidate> page) {
      Map<MessageId, Message> messages =
          queue.messagesInForce(page.stream().map(c -> c.id().message()).distinct().toList());
      List<ReplayEntry> entries = new ArrayList<>(page.size());
      for (Candidate candidate : page) {
        Message message = messages.get(candidate.id().message());
        if (message != null) {
          entries.add(forecast.of(candidate, message));
        }
      }
      entries.forEach(this::count);
      return entries;
    }

    private void count(ReplayEntry entry) {
      size++;
      Candidate candidate = entry.candidate();
      flows.add(candidate.flow());
      if (entry.prediction() == ReplayPrediction.WOULD_POST) {
        going.add(candidate.system());
        asking += entry.asks() ? 1 : 0;
        refusedBefore += candidate.needsApproval() ? 1 : 0;
        fourEyes |= candidate.needsApproval() || asksForFourEyes(candidate);
      }
    }

    /** By the flow, by the rule of the failure, or because the failure itself asks for approval. */
    private boolean asksForFourEyes(Candidate candidate) {
      FlowDefinition flow = forecast.inForce().landscape().flows().get(candidate.flow());
      SystemDefinition system = forecast.inForce().landscape().system(candidate.system());
      return (flow != null && flow.fourEyes())
          || (system != null
              && system.failures().stream()
                  .anyMatch(
                      rule ->
                          rule.fourEyes()
                              && candidate.code().filter(rule.code()::equals).isPresent()));
    }

    ReplayPlans.Outlook outlook() {
      return new ReplayPlans.Outlook(
          forecast.inForce().version(), fourEyes, warnings(), skipping());
    }

    private List<String> skipping() {
      return flows.stream()
          .filter(
              name -> {
                FlowDefinition flow = forecast.inForce().landscape().flows().get(name);
                return flow != null && flow.skipOnFailure();
              })
          .toList();
    }

    private List<String> warnings() {
      List<String> warnings = new ArrayList<>();
      for (Holds.Hold hold : holds.all()) {
        if (going.contains(hold.system())) {
          warnings.add(
              "`%s` is held since %s (%s): what goes to it waits until it is released."
                  .formatted(hold.system(), hold.since(), hold.detail()));
        }
      }
      if (asking > 0) {
        warnings.add(
            "%,d may have arrived: their target is asked, and they go only if they are not there."
                .formatted(asking));
      }
      if (refusedBefore > 0) {
        warnings.add(
            "%,d were refused by a business rule of the target; make sure that it lets them pass now."
                .formatted(refusedBefore));
      }
      return warnings;
    }
  }
}
