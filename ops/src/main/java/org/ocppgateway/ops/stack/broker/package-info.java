/** A real Kafka broker in a process of its own. */
@NullMarked
package org.ocppgateway.ops.stack.broker;

import org.jspecify.annotations.NullMarked;
