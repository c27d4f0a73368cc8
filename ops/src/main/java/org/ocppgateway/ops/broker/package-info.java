/** A real Kafka broker in a process of its own. */
@NullMarked
package org.ocppgateway.ops.broker;

import org.jspecify.annotations.NullMarked;
