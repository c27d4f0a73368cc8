/** Interface between the gateway and the implementation of an OCPP version. */
@NullMarked
package org.ocppgateway.protocol.handler;

import org.jspecify.annotations.NullMarked;
