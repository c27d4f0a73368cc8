/** What holds for the translation of every OCPP version. */
@NullMarked
package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.NullMarked;
