/** Tests of a command's life, with fakes that keep the contracts of the real things. */
@NullMarked
package org.ocppgateway.routing.command;

import org.jspecify.annotations.NullMarked;
