package org.ocppgateway.gateway.endpoint;

/**
 * Threads of the endpoint.
 *
 * @param selectors number of selector threads, which also read frames
 * @param maxConcurrentTasks maximum number of virtual threads that run Jetty tasks
 */
public record EndpointThreads(int selectors, int maxConcurrentTasks) {}
