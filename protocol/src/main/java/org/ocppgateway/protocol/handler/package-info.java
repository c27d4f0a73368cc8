/** The seam between the gateway and one OCPP version: what is asked of it, and what it answers. */
@NullMarked
package org.ocppgateway.protocol.handler;

import org.jspecify.annotations.NullMarked;
