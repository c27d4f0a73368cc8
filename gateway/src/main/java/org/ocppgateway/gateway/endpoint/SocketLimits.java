package org.ocppgateway.gateway.endpoint;

/**
 * Limits on sockets.
 *
 * @param bufferSize kernel buffer size of one connection in bytes, per direction
 * @param acceptQueue maximum number of connections in the kernel's accept queue
 * @param maxSockets maximum number of TCP connections with or without upgrade; at the limit further ones wait in the accept queue
 */
public record SocketLimits(int bufferSize, int acceptQueue, int maxSockets) {}
