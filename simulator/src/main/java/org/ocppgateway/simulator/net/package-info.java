/**
 * WebSocket connections of a fleet on a single thread. Own implementation on non-blocking channels, because client
 * libraries need about ten times the memory per connection. Independent of OCPP.
 */
@NullMarked
package org.ocppgateway.simulator.net;

import org.jspecify.annotations.NullMarked;
