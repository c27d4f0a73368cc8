/** Translation between OCPP and the unified model: the part that all versions share. */
@NullMarked
package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.NullMarked;
