/**
 * Rules for the code and the documentation as tests: dependencies, places of foreign libraries, file contents, pages.
 */
@NullMarked
package org.ocppgateway.ops.architecture;

import org.jspecify.annotations.NullMarked;
