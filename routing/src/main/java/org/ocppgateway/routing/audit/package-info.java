/** Audit of changing calls of the API. */
@NullMarked
package org.ocppgateway.routing.audit;

import org.jspecify.annotations.NullMarked;
