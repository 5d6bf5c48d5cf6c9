/**
 * The command line: one class a command.
 *
 * <p>Belongs here: reading arguments, talking to a running node over HTTP, printing. Exit status: 0
 * done, 1 the answer is no or something failed, 2 wrong usage.
 */
@NullMarked
package org.millrace.app.cli;

import org.jspecify.annotations.NullMarked;
