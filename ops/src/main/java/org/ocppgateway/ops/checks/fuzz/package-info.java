/** A seeded fuzzer of everything that reads what a charge point sends: mutated frames, judged by what must hold of every text. */
@NullMarked
package org.ocppgateway.ops.checks.fuzz;

import org.jspecify.annotations.NullMarked;
