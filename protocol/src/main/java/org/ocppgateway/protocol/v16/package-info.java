/** OCPP 1.6: its messages in terms of the unified model, and the unified commands in terms of its messages. */
@NullMarked
package org.ocppgateway.protocol.v16;

import org.jspecify.annotations.NullMarked;
