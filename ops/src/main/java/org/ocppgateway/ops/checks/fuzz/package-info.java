/** Seeded fuzzer for everything that reads messages of charge points: mutated frames, checked against general rules. */
@NullMarked
package org.ocppgateway.ops.checks.fuzz;

import org.jspecify.annotations.NullMarked;
