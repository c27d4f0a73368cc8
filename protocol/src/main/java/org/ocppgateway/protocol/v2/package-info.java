/** OCPP 2.0.1 and 2.1 behind the seam: one translation, as the later version has all that the earlier has. */
@NullMarked
package org.ocppgateway.protocol.v2;

import org.jspecify.annotations.NullMarked;
