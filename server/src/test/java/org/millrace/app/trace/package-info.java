/** Tests of spans on their way out. */
@NullMarked
package org.millrace.app.trace;

import org.jspecify.annotations.NullMarked;
