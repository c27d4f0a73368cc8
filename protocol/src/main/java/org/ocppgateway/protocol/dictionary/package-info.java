/** Every message of every OCPP version as data, compiled into readers that validate while they read. */
@NullMarked
package org.ocppgateway.protocol.dictionary;

import org.jspecify.annotations.NullMarked;
