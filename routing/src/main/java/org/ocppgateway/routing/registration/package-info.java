/** Whether charge points are registered and what they are: shared by all pods, and living longer than any of them. */
@NullMarked
package org.ocppgateway.routing.registration;

import org.jspecify.annotations.NullMarked;
