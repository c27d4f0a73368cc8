/**
 * In-memory connections: a selector provider of Java NIO without sockets. A gateway in the same process runs on it
 * unchanged, with more connections than a process may open files.
 */
@NullMarked
package org.ocppgateway.ops.bench.memory;

import org.jspecify.annotations.NullMarked;
