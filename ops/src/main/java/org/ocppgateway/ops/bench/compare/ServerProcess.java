package org.ocppgateway.ops.bench.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A server process on this machine, as the operating system describes it. Linux only.
 *
 * @param pid its process id
 */
record ServerProcess(long pid) {
    private static final Path PROC = Path.of("/proc");

    /**
     * Memory of a process, in bytes.
     *
     * @param resident resident memory, shared pages included
     * @param proportional resident memory with shared pages divided among their processes; empty if not permitted
     */
    record Memory(long resident, OptionalLong proportional) {}

    /**
     * Checks that the process can be measured.
     *
     * @throws IllegalStateException if there is no such process, or it cannot be read
     */
    ServerProcess {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new IllegalStateException("there is no process with id " + pid);
        }
        if (!Files.isReadable(PROC.resolve(pid + "/status"))) {
            throw new IllegalStateException("/proc/" + pid + "/status cannot be read: run as the user of that process");
        }
    }

    /**
     * Finds the process that listens on a TCP port.
     *
     * @throws IllegalStateException if there is none, several, or it belongs to another user
     */
    static ServerProcess listeningOn(int port) {
        Set<Long> sockets = new HashSet<>(ProcessFiles.listening(lines(PROC.resolve("net/tcp")), port));
        sockets.addAll(ProcessFiles.listening(lines(PROC.resolve("net/tcp6")), port));
        Set<Long> found = new TreeSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOneOf(sockets, process)) {
                    found.add(Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + PROC + ": " + e.getMessage(), e);
        }
        if (found.size() != 1) {
            throw new IllegalStateException("cannot tell which process listens on port " + port
                    + (found.isEmpty() ? "" : ", there are several: " + found) + "; name it with --pid");
        }
        return new ServerProcess(found.iterator().next());
    }

    private static boolean holdsOneOf(Set<Long> sockets, Path process) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                OptionalLong socket =
                        ProcessFiles.socket(Files.readSymbolicLink(file).toString());
                if (socket.isPresent() && sockets.contains(socket.getAsLong())) {
                    return true;
                }
            }
            return false;
        } catch (IOException endedOrOfAnotherUser) {
            return false;
        }
    }

    /** Returns the processor time of all its threads since it was started, user and system. */
    Duration processorTime() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
    }

    Memory memory() {
        long resident = ProcessFiles.bytes(lines(file("status")), "VmRSS")
                .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
        return new Memory(resident, ProcessFiles.bytes(linesIfReadable(file("smaps_rollup")), "Pss"));
    }

    /** Returns the maximum number of open files; empty if unlimited, or not permitted to read. */
    OptionalLong maxOpenFiles() {
        return ProcessFiles.maxOpenFiles(linesIfReadable(file("limits")));
    }

    /** Returns its program and, for a JVM, its options. */
    String program() {
        try {
            return ProcessFiles.program(Files.readString(file("cmdline"), UTF_8));
        } catch (IOException notPermitted) {
            return "process " + pid;
        }
    }

    private Path file(String name) {
        return PROC.resolve(pid + "/" + name);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> linesIfReadable(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException notPermitted) {
            return List.of();
        }
    }
}
