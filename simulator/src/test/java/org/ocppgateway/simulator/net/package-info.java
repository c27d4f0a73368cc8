/** The network engine against a server that does exactly what a test tells it. */
@NullMarked
package org.ocppgateway.simulator.net;

import org.jspecify.annotations.NullMarked;
