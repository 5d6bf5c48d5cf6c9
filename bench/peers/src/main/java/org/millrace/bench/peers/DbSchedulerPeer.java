package org.millrace.bench.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler on PostgreSQL: a message is a one-time task whose instance is the idempotency key;
 * the task posts to the target, and then its row is deleted. So it drops duplicates only while a
 * task is open, has no order per key, and keeps no trace.
 */
final class DbSchedulerPeer {
  private static final int THREADS = 32;
  private static final int CONNECTIONS = 32;
  private static final Duration POLLING = Duration.ofMillis(50);

  /** Fetches new work when less than half of the threads' worth is left, four threads' worth. */
  private static final double LOWER_LIMIT = 0.5;

  private static final double UPPER_LIMIT = 4.0;

  /** As in db-scheduler's own {@code postgresql_tables.sql}. */
  private static final String TABLES =
      """
      create table if not exists scheduled_tasks(
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamptz not null, picked boolean not null, picked_by text,
        last_success timestamptz, last_failure timestamptz, consecutive_failures int,
        last_heartbeat timestamptz, version bigint not null, priority smallint,
        primary key(task_name, task_instance));
      create index if not exists execution_time_idx on scheduled_tasks(execution_time);
      create index if not exists last_heartbeat_idx on scheduled_tasks(last_heartbeat)\
      """;

  private DbSchedulerPeer() {}

  public static void main(String[] args) throws SQLException {
    Job job = Job.of(args);
    InstantSource clock = InstantSource.system();
    DataSource database = job.pool(CONNECTIONS);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
    Target target = new Target(job.target());
    OneTimeTask<String> deliver =
        Tasks.oneTime("deliver", String.class)
            .execute((task, context) -> target.deliver(task.getId(), task.getData()));
    Scheduler scheduler =
        Scheduler.create(database, deliver)
            .threads(THREADS)
            .serializer(new Utf8())
            .pollingInterval(POLLING)
            .pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT)
            .build();
    scheduler.start();
    Front.open(
        job.port(),
        (key, body) -> scheduler.scheduleIfNotExists(deliver.instance(key, body), clock.instant()));
    Job.ready();
  }

  /** The body as it is; the default would be Java's own serialization. */
  private static final class Utf8 implements Serializer {
    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
      return data == null ? null : ((String) data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
      return data == null ? null : type.cast(new String(data, StandardCharsets.UTF_8));
    }
  }
}
