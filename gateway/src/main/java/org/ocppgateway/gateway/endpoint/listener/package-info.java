/**
 * The layers between a TCP socket and HTTP: PROXY protocol header, TLS, reading of frames, deadline. Each listener puts together what it
 * needs from Jetty connection factories, in the order PROXY protocol, TLS, HTTP.
 */
@NullMarked
package org.ocppgateway.gateway.endpoint.listener;

import org.jspecify.annotations.NullMarked;
