/** Who holds which charge point: routes, their epochs and their renewal, without Redis in sight. */
@NullMarked
package org.ocppgateway.routing.route;

import org.jspecify.annotations.NullMarked;
