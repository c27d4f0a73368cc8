/** Limits that several packages share: token buckets, heap pressure, and limits derived from the process's heap and file descriptors. */
@NullMarked
package org.ocppgateway.gateway.limit;

import org.jspecify.annotations.NullMarked;
