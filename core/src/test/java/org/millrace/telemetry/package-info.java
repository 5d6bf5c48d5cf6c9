/** What the stages' tests look at telemetry with. */
@NullMarked
package org.millrace.telemetry;

import org.jspecify.annotations.NullMarked;
