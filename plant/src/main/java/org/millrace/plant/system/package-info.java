/**
 * The six systems: what each accepts, how it lets callers in, how (if at all) it notices a
 * repetition, and how a fault shows in it. What the plant itself sends does not belong here.
 */
@NullMarked
package org.millrace.plant.system;

import org.jspecify.annotations.NullMarked;
