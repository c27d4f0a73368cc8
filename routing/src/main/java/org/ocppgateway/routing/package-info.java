/** Between the pods and the backend: events out, commands in, routes; this package holds what its parts share. */
@NullMarked
package org.ocppgateway.routing;

import org.jspecify.annotations.NullMarked;
