package org.millrace.bench.peers;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;

/**
 * DBOS Transact for Java: a message is a durable workflow whose id is the idempotency key, with two
 * steps that are recorded: to choose the target, and to deliver. Workflows run side by side, so
 * there is no order per key.
 */
final class DbosPeer {
  private static final int CONNECTIONS = 32;

  /** The workflow, behind a proxy of the library's. */
  public interface Flow {
    String process(String key, String body) throws Exception;
  }

  /** Its steps. */
  public static final class Steps implements Flow {
    private final DBOS dbos;
    private final Target target;

    Steps(DBOS dbos, Target target) {
      this.dbos = dbos;
      this.target = target;
    }

    @Override
    @Workflow(name = "process")
    public String process(String key, String body) throws Exception {
      String route =
          dbos.runStep(
              () -> body.contains("workorder.confirmation") ? "target" : "nowhere", "route");
      int status = dbos.runStep(() -> target.deliver(key, body), "deliver");
      return route + " " + status;
    }
  }

  private DbosPeer() {}

  public static void main(String[] args) {
    Job job = Job.of(args);
    DBOS dbos =
        new DBOS(
            DBOSConfig.defaults("millrace-peer")
                .withDataSource(job.pool(CONNECTIONS))
                .withAppVersion("1"));
    Flow flow = dbos.registerProxy(Flow.class, new Steps(dbos, new Target(job.target())));
    dbos.launch();
    Front.open(
        job.port(),
        (key, body) -> {
          dbos.startWorkflow(() -> flow.process(key, body), new StartWorkflowOptions(key));
          return true; // it does not tell a workflow that was there from a new one
        });
    Job.ready();
  }
}
