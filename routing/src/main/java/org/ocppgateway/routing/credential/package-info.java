/**
 * Credentials of charge points as they are stored: the entry, its JSON form, and the rules for changing an entry in Redis. The contract
 * with backends that write entries is in {@code ops/docs/credentials.md}.
 */
@NullMarked
package org.ocppgateway.routing.credential;

import org.jspecify.annotations.NullMarked;
