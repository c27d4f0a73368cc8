/** Unified model: the version-independent events, commands, results and replies that a backend uses. */
@NullMarked
package org.ocppgateway.protocol.model;

import org.jspecify.annotations.NullMarked;
