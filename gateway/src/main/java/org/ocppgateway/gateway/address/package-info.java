/** IP addresses and ranges of them, from literals only: a name is never looked up. */
@NullMarked
package org.ocppgateway.gateway.address;

import org.jspecify.annotations.NullMarked;
