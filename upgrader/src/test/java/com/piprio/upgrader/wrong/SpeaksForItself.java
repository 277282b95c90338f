package com.piprio.upgrader.wrong;

import picocli.CommandLine.Command;

/** Speaks to the operator, ends the process and parses options where only the command line may. */
@Command(name = "wrong")
public final class SpeaksForItself {
    private SpeaksForItself() {}

    @SuppressWarnings("SystemOut") // the rules must find it
    public static void main(String[] arguments) throws Exception {
        System.out.println("done");
        System.err.println("failed");
        new ProcessBuilder("docker", "ps").start();
        System.exit(1);
    }
}
