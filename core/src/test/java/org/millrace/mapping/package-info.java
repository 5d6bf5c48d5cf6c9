@NullMarked
package org.millrace.mapping;

import org.jspecify.annotations.NullMarked;
