/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.atferry.remote.RemoteFileSystem;
import org.atferry.shell.internal.line.Verb;

/** All commands. */
final class Commands {

    private final Map<Verb, Command> byVerb = new EnumMap<>(Verb.class);

    Commands() {
        List<Command> all = List.of(new PushCommand(), new PullCommand(), new LsCommand(), new StatCommand(), new RmCommand(),
                new PathsCommand(Verb.MKDIR, "result.mkdir", RemoteFileSystem::makeDirectory),
                new PathsCommand(Verb.RMDIR, "result.rmdir", RemoteFileSystem::removeDirectory),
                new MvCommand(), new QuoteCommand(), new EmulateCommand(), new ServeCommand(), new PortsCommand(),
                new ExplainCommand(), new ShellCommand(), new HelpCommand(), new VersionCommand());
        all.forEach(command -> byVerb.put(command.verb(), command));
    }

    /** The one of a name; there is one for each. */
    Command of(Verb verb) {
        return byVerb.get(verb);
    }
}
