/** The OCPP processor: one session per connection, which owns message ids and pending calls in both directions. */
@NullMarked
package org.ocppgateway.gateway.session;

import org.jspecify.annotations.NullMarked;
