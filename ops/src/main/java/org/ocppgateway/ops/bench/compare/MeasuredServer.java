package org.ocppgateway.ops.bench.compare;

import java.net.URI;

/**
 * A server under load.
 *
 * @param name for messages
 * @param endpoint URI for charge points, without the identity
 */
record MeasuredServer(String name, URI endpoint, ServerProcess process) {}
