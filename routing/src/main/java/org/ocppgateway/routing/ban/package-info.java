/** Bans of client networks and charge points, shared by all pods. */
@NullMarked
package org.ocppgateway.routing.ban;

import org.jspecify.annotations.NullMarked;
