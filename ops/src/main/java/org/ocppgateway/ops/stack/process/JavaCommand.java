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
        return command(options, List.of("-jar", jar.toString()), arguments);
    }

    /** Command line for a runnable jar of this project, with a launch and arguments. */
    public static List<String> jar(Path jar, Launch launch, List<String> arguments) {
        List<String> command = new ArrayList<>(launch.launcher());
        command.addAll(jar(jar, launch.options(), arguments));
        return List.copyOf(command);
    }

    /** Command line for a main class in a runnable jar of this project, with JVM options and arguments. */
    public static List<String> main(Path jar, Class<?> main, List<String> options, List<String> arguments) {
        return command(options, List.of("-cp", jar.toString(), main.getName()), arguments);
    }

    private static List<String> command(List<String> options, List<String> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(options);
        command.addAll(program);
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
