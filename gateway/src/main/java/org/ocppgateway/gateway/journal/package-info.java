/** Frame journal: the last frames of the charge points of this pod, masked, for the HTTP API and the topic {@code ocpp-frames}. */
@NullMarked
package org.ocppgateway.gateway.journal;

import org.jspecify.annotations.NullMarked;
