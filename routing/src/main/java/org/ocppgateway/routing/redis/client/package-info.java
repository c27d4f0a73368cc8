/**
 * Client of Redis: one thread executes the operations of a process in pipelines, against a single server, the master of
 * sentinels or a cluster. Scripts and commands concern one key each, so that a cluster works. Does not depend on the
 * content of the keys; the stores are in {@code routing.redis}.
 */
@NullMarked
package org.ocppgateway.routing.redis.client;

import org.jspecify.annotations.NullMarked;
