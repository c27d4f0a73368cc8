/** Publishing of the events of sessions: creation, capacity, retries, and limits during an outage of Kafka. */
@NullMarked
package org.ocppgateway.gateway.session.publish;

import org.jspecify.annotations.NullMarked;
