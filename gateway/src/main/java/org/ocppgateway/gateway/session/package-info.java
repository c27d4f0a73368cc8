/** OCPP sessions: one per connection. A session owns registration state, queues, message ids and pending calls in both directions. */
@NullMarked
package org.ocppgateway.gateway.session;

import org.jspecify.annotations.NullMarked;
