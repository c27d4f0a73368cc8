/** Builds and runs what decides about the credentials of charge points: sources, password checks, limits. */
@NullMarked
package org.ocppgateway.gateway.security;

import org.jspecify.annotations.NullMarked;
