/** The plant as its users meet it: over sockets, and as a process that is killed. */
@NullMarked
package org.millrace.plant;

import org.jspecify.annotations.NullMarked;
