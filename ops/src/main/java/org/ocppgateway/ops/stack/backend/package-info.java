/** What a backend does with the gateway's contracts, by nothing but a Kafka and a Redis client. */
@NullMarked
package org.ocppgateway.ops.stack.backend;

import org.jspecify.annotations.NullMarked;
