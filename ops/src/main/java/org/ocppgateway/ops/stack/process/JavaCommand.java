package org.ocppgateway.ops.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for JVMs of the same JDK as this one. */
public final class JavaCommand {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private JavaCommand() {}

    /** Command line for a runnable jar of this project, with JVM options and arguments. */
    public static List<String> jar(Path jar, List<String> options, List<String> arguments) {
        return command(JAVA, options, List.of("-jar", jar.toString()), arguments);
    }

    /** Command line for the jar of a gateway, with a launch and arguments. */
    public static List<String> jar(Path jar, Launch launch, List<String> arguments) {
        List<String> command = new ArrayList<>(launch.launcher());
        String java = OtherPrograms.STACK_JAVA.path().map(Path::toString).orElse(JAVA);
        command.addAll(command(java, launch.options(), List.of("-jar", jar.toString()), arguments));
        return List.copyOf(command);
    }

    /** Command line for a main class in a runnable jar of this project, with JVM options and arguments. */
    public static List<String> main(Path jar, Class<?> main, List<String> options, List<String> arguments) {
        return main(jar.toString(), main, options, arguments);
    }

    /** Command line for a main class on a class path, with JVM options and arguments. */
    public static List<String> main(String classPath, Class<?> main, List<String> options, List<String> arguments) {
        return command(JAVA, options, List.of("-cp", classPath, main.getName()), arguments);
    }

    private static List<String> command(
            String java, List<String> options, List<String> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(options);
        command.addAll(program);
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
