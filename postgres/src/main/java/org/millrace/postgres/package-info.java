/**
 * A real PostgreSQL as a managed child process, durable by default, for those who run no database
 * server of their own.
 *
 * <p>Here belongs everything between the binaries' archive and a ready JDBC URL: unpacking, {@code
 * initdb}, the account that the server runs under, starting, adopting an orphan, stopping. What the
 * database holds (schema, migrations, pools, backups) does not belong here, and neither does an
 * external PostgreSQL, which needs nothing but its URL.
 *
 * <h2>The data folder</h2>
 *
 * <pre>
 * data/                 owned by the node's user
 *   owner.lock          locked by the node that lives here; holds its process id
 *   password            0600; of both database users
 *   port                the port that was picked when none was given
 *   binaries-version    of the PostgreSQL that last ran here
 *   postgresql.conf     written anew before each start; edits are lost
 *   pg_hba.conf         likewise
 *   start.log           what the server said before its own log was open
 *   cluster/            PostgreSQL's data, owned by the account that it runs under
 *     log/              the server's log files
 *   making-…/           a half-made cluster; never used, swept away by the next start
 * </pre>
 *
 * <h2>Users</h2>
 *
 * <p>PostgreSQL refuses to run as root. A node that is root runs it under the owner of an existing
 * cluster, or else the first of {@code millrace}, {@code postgres}, {@code nobody} that exists. If
 * that account cannot reach the folder (under {@code /root}, say), the server gets a private mount
 * namespace in which the folder is bound below {@code /run/millrace}: the data stay where they were
 * asked to be, and no folder of the machine is opened to others.
 *
 * <h2>Death of the node</h2>
 *
 * <p>The server runs in its own session, with its output in files: it survives Ctrl-C and {@code
 * kill -9} of the node, and the next start adopts it. A service manager should therefore signal the
 * node alone at first (systemd: {@code KillMode=mixed}).
 *
 * <h2>Death of the server</h2>
 *
 * <p>{@link org.millrace.postgres.EmbeddedPostgres#exit} tells of it; {@link
 * org.millrace.postgres.EmbeddedPostgres#restart} starts it again under the same URL. When to do
 * so, and how often, is for the node to decide.
 */
@NullMarked
package org.millrace.postgres;

import org.jspecify.annotations.NullMarked;
