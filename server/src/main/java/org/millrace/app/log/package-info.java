/**
 * How the node's log lines look.
 *
 * <p>Belongs here: forms of a line, and what is struck out of every line whatever wrote it. Does
 * not belong here: what is logged.
 */
@NullMarked
package org.millrace.app.log;

import org.jspecify.annotations.NullMarked;
