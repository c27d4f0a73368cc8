/** Translation between OCPP 1.6 and the unified model. */
@NullMarked
package org.ocppgateway.protocol.v16;

import org.jspecify.annotations.NullMarked;
