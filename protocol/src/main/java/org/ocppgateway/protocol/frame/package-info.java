/** The JSON arrays that travel as WebSocket text messages, and the decided answer to every malformed one. */
@NullMarked
package org.ocppgateway.protocol.frame;

import org.jspecify.annotations.NullMarked;
