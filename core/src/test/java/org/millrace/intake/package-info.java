/** Tests of taking messages in. */
@NullMarked
package org.millrace.intake;

import org.jspecify.annotations.NullMarked;
