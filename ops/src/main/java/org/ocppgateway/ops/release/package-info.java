/** Releases: builds an earlier revision of this project in a worktree, packs it, and signs the result. */
@NullMarked
package org.ocppgateway.ops.release;

import org.jspecify.annotations.NullMarked;
