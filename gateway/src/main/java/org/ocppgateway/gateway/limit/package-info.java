/** Limits that several packages share: rates, networks and bans of connection attempts, heap pressure, and limits derived from the process. */
@NullMarked
package org.ocppgateway.gateway.limit;

import org.jspecify.annotations.NullMarked;
