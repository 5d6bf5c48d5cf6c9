/** The plant's items and fiscal periods: what a system knows about them and who may change it. */
@NullMarked
package org.millrace.plant.master;

import org.jspecify.annotations.NullMarked;
