/**
 * Translation between OCPP 2.0.1 and 2.1 and the unified model. One implementation serves both, because 2.1 contains everything
 * of 2.0.1.
 */
@NullMarked
package org.ocppgateway.protocol.v2;

import org.jspecify.annotations.NullMarked;
