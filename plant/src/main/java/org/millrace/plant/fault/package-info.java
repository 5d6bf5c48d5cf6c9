/**
 * What can go wrong in a system, switched on and off by hand, by a test or by the day's script.
 * Whether a fault hits is decided here; what it then does to the request is the system's part.
 */
@NullMarked
package org.millrace.plant.fault;

import org.jspecify.annotations.NullMarked;
