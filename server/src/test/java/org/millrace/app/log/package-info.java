/** Tests of how log lines look. */
@NullMarked
package org.millrace.app.log;

import org.jspecify.annotations.NullMarked;
