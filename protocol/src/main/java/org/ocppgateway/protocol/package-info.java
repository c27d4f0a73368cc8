/** What OCPP is, without a socket, a thread, a clock or a log: the domain's value types are here, each further part in a package of its own. */
@NullMarked
package org.ocppgateway.protocol;

import org.jspecify.annotations.NullMarked;
