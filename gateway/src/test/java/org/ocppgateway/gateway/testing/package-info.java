/** Helpers for tests of several packages. */
package org.ocppgateway.gateway.testing;
