package org.ocppgateway.ops.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.netbeans.lib.profiler.heap.FieldValue;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.Value;

/** Finds out who holds an object of a heap dump: the nearest classes on the way to it that are not of the JDK. */
final class HeapHolders {
    /** An object that is reached through more objects than this is held by something general, such as a class loader. */
    private static final int MAX_VISITED = 500;

    private final Heap heap;

    HeapHolders(Path file) throws IOException {
        heap = HeapFactory.createHeap(file.toFile());
    }

    /** Returns holders as {@code class.field}; {@code root} if a thread or the JVM holds it itself. */
    Set<String> of(long id) {
        Set<String> holders = new TreeSet<>();
        Set<Long> visited = new HashSet<>();
        Deque<Instance> open = new ArrayDeque<>();
        open.add(Objects.requireNonNull(heap.getInstanceByID(id), "no such object in the dump"));
        while (!open.isEmpty() && visited.size() < MAX_VISITED) {
            Instance held = open.remove();
            if (!visited.add(held.getInstanceId())) {
                continue;
            }
            if (held.isGCRoot()) {
                holders.add("root " + held.getJavaClass().getName());
            }
            for (Value reference : references(held)) {
                Instance holder = reference.getDefiningInstance();
                String name = holder.getJavaClass().getName();
                if (isOfJdk(name)) {
                    open.add(holder);
                } else {
                    holders.add(name
                            + (reference instanceof FieldValue field
                                    ? "." + field.getField().getName()
                                    : ""));
                }
            }
        }
        return holders;
    }

    @SuppressWarnings("unchecked")
    private static List<Value> references(Instance instance) {
        return instance.getReferences();
    }

    private static boolean isOfJdk(String name) {
        return name.matches("(java|javax|jdk|sun|com\\.sun)\\..*") || (name.endsWith("[]") && !name.contains("."));
    }
}
