/** The seam between the gateway and one OCPP version: what a further version has to implement. */
@NullMarked
package org.ocppgateway.protocol.handler;

import org.jspecify.annotations.NullMarked;
