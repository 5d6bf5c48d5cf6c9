/** Tests of people's commands over a real database. */
@NullMarked
package org.millrace.recovery;

import org.jspecify.annotations.NullMarked;
