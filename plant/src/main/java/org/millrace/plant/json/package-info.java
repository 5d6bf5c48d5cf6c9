/** The one JSON mapper of the plant and the few readers that every system needs; no shapes. */
@NullMarked
package org.millrace.plant.json;

import org.jspecify.annotations.NullMarked;
