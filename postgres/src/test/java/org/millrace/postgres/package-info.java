/** Tests against the real server; each starts its own, in a folder of its own. */
@NullMarked
package org.millrace.postgres;

import org.jspecify.annotations.NullMarked;
