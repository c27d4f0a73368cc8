/** Tests of what a backend uses, against a real broker and a real Redis. */
@NullMarked
package org.ocppgateway.routing.client;

import org.jspecify.annotations.NullMarked;
