/** What the translations of all OCPP versions have in common, on the way to events and on the way from commands. */
@NullMarked
package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.NullMarked;
