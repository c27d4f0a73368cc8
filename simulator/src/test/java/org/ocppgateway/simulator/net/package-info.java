/** Tests of the WebSocket client against a scripted server. */
@NullMarked
package org.ocppgateway.simulator.net;

import org.jspecify.annotations.NullMarked;
