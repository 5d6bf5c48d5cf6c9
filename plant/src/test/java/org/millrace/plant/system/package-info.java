/** Tests of this part of the plant alone. */
@NullMarked
package org.millrace.plant.system;

import org.jspecify.annotations.NullMarked;
