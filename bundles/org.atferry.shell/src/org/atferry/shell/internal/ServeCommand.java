/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.server.EmbeddedServer;
import org.atferry.server.ServerSettings;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;

/** {@code ferry serve DIR}: serves a folder by FTP until it is stopped; to this machine only, unless an address says otherwise. */
final class ServeCommand implements Command {

    private static final int DEFAULT_PORT = 2121;

    @Override
    public Verb verb() {
        return Verb.SERVE;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        CommandLine line = invocation.line();
        Path folder = folder(invocation);
        int port = line.number(Option.SERVER_PORT, 0, 65535, invocation.texts()).orElse(DEFAULT_PORT);
        String user = RemotePaths.checked(line.value(Option.USER).orElse(BuiltInServer.USER), Step.ARGUMENTS);
        Optional<String> named = line.value(Option.ADDRESS);
        InetAddress address = named.isPresent() ? address(named.get()) : BuiltInServer.loopback();
        Optional<Secret> given = invocation.secrets().given();
        try (Secret password = given.orElseGet(RunSecrets::generate);
                EmbeddedServer server = EmbeddedServer.start(new ServerSettings(folder, address, port, user, password, true))) {
            ServerUrl url = new ServerUrl(ServerUrl.Security.PLAIN, user, address.getHostAddress(), server.port(), "/");
            if (given.isEmpty()) {
                invocation.output().important(invocation.texts().get("serve.password", user, password.reveal(), RunSecrets.VARIABLE));
            }
            invocation.output().note(invocation.texts().get("serve.until", Printable.of(folder)));
            invocation.output().announce(Json.event("ready").put("command", verb().word()).put("url", url.toString())
                    .put("folder", folder.toString()));
            Waiting.untilCancelled(invocation.cancellation());
        }
    }

    private static Path folder(Invocation invocation) throws Failure {
        Path folder = invocation.environment().path(invocation.line().operands().get(0)).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw LocalFailures.of(folder, Files.exists(folder) ? "not a directory" : "no such file or directory");
        }
        return folder;
    }

    private static InetAddress address(String typed) throws Failure {
        try {
            return InetAddress.getByName(typed);
        } catch (UnknownHostException e) {
            throw Failure.at(Step.RESOLVE).kind(FailureKind.UNREACHABLE).subject(typed).hint(Hint.UNKNOWN_HOST).cause(e).build();
        }
    }
}
