/**
 * Decides whether a charge point has proved its identity. Everything that the decision depends on is given to it, so it is the same for
 * every listener and can be tested as a table.
 */
@NullMarked
package org.ocppgateway.gateway.authentication;

import org.jspecify.annotations.NullMarked;
