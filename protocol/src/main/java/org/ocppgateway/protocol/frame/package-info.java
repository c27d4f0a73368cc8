/** Reads and writes OCPP-J frames, the JSON arrays in WebSocket text messages, and decides the answer to malformed ones. */
@NullMarked
package org.ocppgateway.protocol.frame;

import org.jspecify.annotations.NullMarked;
