/**
 * WebSocket connections of a whole fleet on one thread: hand-made on non-blocking channels, because a library's client
 * costs ten times the memory. Knows nothing of OCPP.
 */
@NullMarked
package org.ocppgateway.simulator.net;

import org.jspecify.annotations.NullMarked;
