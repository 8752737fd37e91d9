/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.atferry.connect.Connections;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.SecretStore;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;

/**
 * What a command works on, by which way: as {@code --to}, {@code --via} and their kin say, with the built-in server and the built-in
 * module where they say nothing. Closing it ends both. Everything that was typed is checked before anything is started.
 */
final class Place implements AutoCloseable {

    private static final String DIRECT = "none";
    private static final String DEFAULT_MODULE = "";

    private final Connections connections;
    /** What was started, the last first. */
    private final Deque<Closing> started = new ArrayDeque<>();
    private BuiltInServer builtInServer;
    private ConnectionSpec spec;

    @FunctionalInterface
    private interface Closing {
        void close();
    }

    private Place(Invocation invocation) {
        List<SecretStore> secrets = new ArrayList<>(List.of(invocation.secrets()));
        secrets.addAll(invocation.services().secrets());
        this.connections = new Connections(invocation.services().providers(), invocation.services().probes(), secrets);
    }

    /**
     * Finds it, and starts what is built in.
     *
     * @param paths the operands that are paths on the server; one of them may be a URL instead of {@code --to}
     */
    static Place of(Invocation invocation, List<String> paths) throws Failure {
        return of(invocation, paths, invocation.line().value(Option.VIA).orElse(DEFAULT_MODULE));
    }

    /** The same for a command that never goes through a module. */
    static Place direct(Invocation invocation) throws Failure {
        if (!invocation.line().value(Option.VIA).orElse(DIRECT).equals(DIRECT)) {
            throw Misuse.of(invocation.texts().get("misuse.via-none", invocation.line().verb().word(), Option.VIA.word()));
        }
        return of(invocation, List.of(), DIRECT);
    }

    /** Whether no module is asked for. */
    static boolean isDirect(Invocation invocation) {
        return invocation.line().value(Option.VIA).orElse(DEFAULT_MODULE).equals(DIRECT);
    }

    private static Place of(Invocation invocation, List<String> paths, String via) throws Failure {
        Optional<Dialect> dialect = dialect(invocation);
        Optional<ServerUrl> named = server(invocation, paths, via.equals(DIRECT));
        for (String path : paths) {
            checked(path, invocation);
        }
        ServerAccess access = Access.of(invocation, named, via.equals(DIRECT));
        Place place = new Place(invocation);
        try {
            place.start(invocation, named, via, dialect, access);
            return place;
        } catch (Failure | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private void start(Invocation invocation, Optional<ServerUrl> named, String via, Optional<Dialect> dialect, ServerAccess access)
            throws Failure {
        if (named.isEmpty()) {
            builtInServer = BuiltInServer.start(invocation.environment().home(), invocation.secrets());
            started.push(builtInServer::close);
        }
        ServerUrl server = named.isPresent() ? named.get() : builtInServer.url();
        started.push(invocation.services().taps().add(invocation.trace().at(), invocation.trace().ftp(server.host()))::close);
        Optional<String> port = Optional.of(via).filter(text -> !text.equals(DIRECT));
        Optional<Dialect> known = port.isPresent() ? dialect : Optional.empty();
        if (via.equals(DEFAULT_MODULE)) {
            BuiltInModule module = BuiltInModule.start(invocation.services().ports(), invocation.trace().ftp(server.host()));
            started.push(module::close);
            port = Optional.of(module.port());
            known = Optional.of(Dialect.QFTP);
        }
        spec = new ConnectionSpec(server, port, known, invocation.line().value(Option.APN), access);
    }

    private static Optional<Dialect> dialect(Invocation invocation) throws Failure {
        Optional<String> word = invocation.line().value(Option.DIALECT).filter(text -> !text.equals("auto"));
        return word.isEmpty() ? Optional.empty() : Optional.of(Dialects.parse(word.get(), Option.DIALECT, invocation.texts()));
    }

    private static Optional<ServerUrl> server(Invocation invocation, List<String> paths, boolean direct) throws Failure {
        CommandLine line = invocation.line();
        Optional<String> to = line.value(Option.TO);
        Optional<String> url = paths.stream().filter(Place::isUrl).findFirst();
        if (to.isPresent() && url.isPresent()) {
            throw Misuse.of(invocation.texts().get("misuse.url-twice"));
        }
        if (to.isEmpty() && url.isEmpty()) {
            return Optional.empty();
        }
        ServerUrl server = to.isPresent() ? ServerUrl.parse(to.get()) : ServerUrl.parse(url.get()).withPath("");
        if (server.security() != ServerUrl.Security.PLAIN && !direct) {
            throw Misuse.of(invocation.texts().get("misuse.tls-through-module", server.security().scheme() + "://",
                    Option.VIA.word() + " " + DIRECT));
        }
        return Optional.of(server);
    }

    /** Whether it was typed as the URL of a server. */
    static boolean isUrl(String typed) {
        return typed.matches("(?is)ftp(s|es)?://.*");
    }

    private static void checked(String typed, Invocation invocation) throws Failure {
        if (typed.startsWith("module:")) {
            throw Misuse.of(invocation.texts().get("misuse.module-later"));
        }
        if (!isUrl(typed)) {
            RemotePaths.checked(typed, Step.ARGUMENTS);
        }
    }

    /** What opens sessions, and knows passwords. */
    Connections connections() {
        return connections;
    }

    /** What is to be reached, through what. */
    ConnectionSpec spec() {
        return spec;
    }

    /** The server of this run, if there is one. */
    Optional<BuiltInServer> builtInServer() {
        return Optional.ofNullable(builtInServer);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
