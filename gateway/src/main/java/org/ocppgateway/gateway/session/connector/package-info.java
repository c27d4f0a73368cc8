/** Connectors and transactions of a charge point, as the messages of its session reported them. */
@NullMarked
package org.ocppgateway.gateway.session.connector;

import org.jspecify.annotations.NullMarked;
