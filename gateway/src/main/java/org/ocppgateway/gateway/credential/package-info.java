/** Where the entry of a charge point comes from: a file, Redis, an HTTP service, or several of them in order. */
@NullMarked
package org.ocppgateway.gateway.credential;

import org.jspecify.annotations.NullMarked;
