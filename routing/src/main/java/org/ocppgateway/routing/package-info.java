/** placeholder */
@NullMarked
package org.ocppgateway.routing;

import org.jspecify.annotations.NullMarked;
