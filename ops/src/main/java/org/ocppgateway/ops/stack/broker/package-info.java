/** A real Kafka broker in its own process. */
@NullMarked
package org.ocppgateway.ops.stack.broker;

import org.jspecify.annotations.NullMarked;
