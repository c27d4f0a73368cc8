/** Admission: the ordered checks between a parsed upgrade request and its acceptance. */
@NullMarked
package org.ocppgateway.gateway.admission;

import org.jspecify.annotations.NullMarked;
