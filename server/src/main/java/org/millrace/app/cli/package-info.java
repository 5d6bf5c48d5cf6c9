/**
 * The command line: one class a command.
 *
 * <p>Belongs here: reading arguments, talking to a running node over HTTP, printing; the exit
 * statuses are in {@link org.millrace.app.cli.ExitStatus}. Results go to the standard output, all
 * else to the standard error. Does not belong here: decisions about messages.
 */
@NullMarked
package org.millrace.app.cli;

import org.jspecify.annotations.NullMarked;
