/** Asynchronous log output. */
@NullMarked
package org.ocppgateway.gateway.log;

import org.jspecify.annotations.NullMarked;
