/** TLS to Kafka and Redis: why a connection failed. */
@NullMarked
package org.ocppgateway.routing.tls;

import org.jspecify.annotations.NullMarked;
