/**
 * Limits that several packages share: rates, networks and bans of connection attempts, heap pressure, bounded collections, and limits
 * derived from the process.
 */
@NullMarked
package org.ocppgateway.gateway.limit;

import org.jspecify.annotations.NullMarked;
