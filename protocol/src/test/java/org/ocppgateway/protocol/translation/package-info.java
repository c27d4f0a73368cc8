/** Tests of the translation for all OCPP versions. */
@NullMarked
package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.NullMarked;
