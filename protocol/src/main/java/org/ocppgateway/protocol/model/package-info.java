/** The version-independent events, commands, results and replies that a backend sees. */
@NullMarked
package org.ocppgateway.protocol.model;

import org.jspecify.annotations.NullMarked;
