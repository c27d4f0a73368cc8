/** The journal of refused connection attempts of this pod, and what would have fitted. */
@NullMarked
package org.ocppgateway.gateway.refusal;

import org.jspecify.annotations.NullMarked;
