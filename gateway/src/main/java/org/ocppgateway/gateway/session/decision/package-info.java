/** Decisions about CALLs: whether the backend or the configuration determines the answer, and the wait for the backend. */
@NullMarked
package org.ocppgateway.gateway.session.decision;

import org.jspecify.annotations.NullMarked;
