/**
 * Passwords of charge points: their hashes, and the check of a received one. A password is an array of bytes that is wiped after use; it
 * never becomes a String.
 */
@NullMarked
package org.ocppgateway.gateway.password;

import org.jspecify.annotations.NullMarked;
