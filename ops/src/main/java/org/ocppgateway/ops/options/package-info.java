/** Command-line options that have the same meaning in several commands. */
@NullMarked
package org.ocppgateway.ops.options;

import org.jspecify.annotations.NullMarked;
