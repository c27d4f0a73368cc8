/** Value types of the OCPP domain. The module has no sockets, threads, clocks or logs. */
@NullMarked
package org.ocppgateway.protocol;

import org.jspecify.annotations.NullMarked;
