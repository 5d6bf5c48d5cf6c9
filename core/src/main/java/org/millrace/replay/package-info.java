/**
 * Plans by which many deliveries go again: the dry run, the approval that is bound to what it said,
 * the run.
 *
 * <p>Belongs here: what would become of a delivery, how fast a run goes, carrying plans through to
 * their end. Does not belong here: commands on single deliveries and cases (see {@code recovery}),
 * how plans are stored (see {@code journal}).
 */
@NullMarked
package org.millrace.replay;

import org.jspecify.annotations.NullMarked;
