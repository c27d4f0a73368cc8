/** Refused connection attempts of all pods, in summaries that say why a charge point cannot connect. */
@NullMarked
package org.ocppgateway.routing.refusal;

import org.jspecify.annotations.NullMarked;
