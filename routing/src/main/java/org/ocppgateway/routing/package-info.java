/**
 * Events out, commands in, routes: everything between pods and backend. This package holds what its subpackages share.
 */
@NullMarked
package org.ocppgateway.routing;

import org.jspecify.annotations.NullMarked;
