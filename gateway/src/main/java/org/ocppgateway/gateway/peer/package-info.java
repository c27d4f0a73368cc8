/** HTTP requests between pods, client and server side: takeover decisions and route checks. */
@NullMarked
package org.ocppgateway.gateway.peer;

import org.jspecify.annotations.NullMarked;
