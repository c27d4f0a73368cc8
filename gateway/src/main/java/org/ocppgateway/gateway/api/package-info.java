/** The HTTP API under {@code /api/v1}: access, routing of requests, problem documents, and the operations. */
@NullMarked
package org.ocppgateway.gateway.api;

import org.jspecify.annotations.NullMarked;
