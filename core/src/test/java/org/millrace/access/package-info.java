/** Tests of this package; those of SQL run on a real PostgreSQL. */
@NullMarked
package org.millrace.access;

import org.jspecify.annotations.NullMarked;
