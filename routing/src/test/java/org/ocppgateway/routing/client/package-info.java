/** Tests of the client library against a real broker and a real Redis. */
@NullMarked
package org.ocppgateway.routing.client;

import org.jspecify.annotations.NullMarked;
