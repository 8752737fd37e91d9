/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;

/** {@code ferry --version}: the versions that a report of a fault needs. */
final class VersionCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.VERSION;
    }

    @Override
    public void run(Invocation invocation) {
        String version = invocation.environment().version();
        invocation.output().result("ferry " + version + " (" + platform() + ")",
                Json.event("version").put("version", version).put("platform", platform()));
    }

    /** Java and the operating system. */
    static String platform() {
        return "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version")
                + " " + System.getProperty("os.arch");
    }
}
