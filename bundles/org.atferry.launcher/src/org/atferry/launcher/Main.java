/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import java.util.ServiceLoader;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The entry of the command line: starts the framework, hands the arguments to the command line that a bundle publishes,
 * and ends the Java process with the status it returns.
 * <p>
 * SIGINT and SIGTERM interrupt the command and stop the framework, so that components close what they hold; the exit status is then
 * the Java runtime's own, 130 or 143.
 */
public final class Main {

    private Main() {
    }

    /**
     * Runs one command line and ends the process.
     *
     * @param args the command line, without the program's name
     */
    public static void main(String[] args) {
        int status;
        try {
            status = run(new Launch(Distribution.ofThisProgram(), framework(), System.err), args);
        } catch (StartFailure e) {
            System.err.println("ferry: " + e.getMessage());
            status = Launch.FAULT;
        }
        System.out.flush();
        System.exit(status);
    }

    /** The framework on the class path. */
    private static FrameworkFactory framework() throws StartFailure {
        return ServiceLoader.load(FrameworkFactory.class).findFirst()
                .orElseThrow(() -> new StartFailure("the distribution is not whole: there is no OSGi framework on the class path", null));
    }

    private static int run(Launch launch, String[] args) throws StartFailure {
        Signals signals = Signals.guard(launch, Thread.currentThread());
        try {
            return launch.run(args);
        } finally {
            signals.commandEnded();
            launch.close();
        }
    }
}
