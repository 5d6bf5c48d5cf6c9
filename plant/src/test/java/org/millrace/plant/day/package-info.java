/** Tests of this part of the plant alone. */
@NullMarked
package org.millrace.plant.day;

import org.jspecify.annotations.NullMarked;
