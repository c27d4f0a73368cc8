/** The command {@code ops/reference}: writes the pages that list the configuration keys, metrics and log events of the gateway. */
@NullMarked
package org.ocppgateway.ops.reference;

import org.jspecify.annotations.NullMarked;
