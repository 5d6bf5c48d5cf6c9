/**
 * A day of production: the script that a seed decides, and its performance at any speed. It only
 * sends; what the systems accept, and how messages travel, does not belong here.
 */
@NullMarked
package org.millrace.plant.day;

import org.jspecify.annotations.NullMarked;
