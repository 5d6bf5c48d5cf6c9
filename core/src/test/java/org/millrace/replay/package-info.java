@NullMarked
package org.millrace.replay;

import org.jspecify.annotations.NullMarked;
