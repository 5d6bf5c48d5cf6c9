/** Tests of this part of the plant alone. */
@NullMarked
package org.millrace.plant.outbox;

import org.jspecify.annotations.NullMarked;
