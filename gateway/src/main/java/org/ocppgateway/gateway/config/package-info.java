/** The only room for HOCON: from files and environment to the settings of the other rooms, once, with all problems reported together. */
@NullMarked
package org.ocppgateway.gateway.config;

import org.jspecify.annotations.NullMarked;
