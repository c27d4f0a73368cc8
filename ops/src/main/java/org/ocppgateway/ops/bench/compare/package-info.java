/** The gateway beside another OCPP 1.6 server: the same load for both, in turns. */
@NullMarked
package org.ocppgateway.ops.bench.compare;

import org.jspecify.annotations.NullMarked;
