/** Tests of this part of the plant alone. */
@NullMarked
package org.millrace.plant.ledger;

import org.jspecify.annotations.NullMarked;
