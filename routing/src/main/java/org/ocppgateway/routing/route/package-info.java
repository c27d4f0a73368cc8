/** Ports for routes of charge points and leases of pods: epochs, renewal and loss; independent of Redis. */
@NullMarked
package org.ocppgateway.routing.route;

import org.jspecify.annotations.NullMarked;
