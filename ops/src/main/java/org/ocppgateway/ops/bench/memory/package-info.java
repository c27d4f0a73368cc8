/**
 * Connections without sockets: a selector provider of Java NIO whose channels exist in memory only. A gateway in the same process
 * runs over it unchanged, with more connections than a process may open files.
 */
@NullMarked
package org.ocppgateway.ops.bench.memory;

import org.jspecify.annotations.NullMarked;
