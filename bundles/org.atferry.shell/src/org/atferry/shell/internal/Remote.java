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
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.SecretStore;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;

/**
 * The file system that a command works on, as {@code --to}, {@code --via} and {@code --dialect} say, with the built-in server and the
 * built-in module where they say nothing. Closing it ends all of them.
 */
final class Remote implements AutoCloseable {

    private static final String DIRECT = "none";
    private static final String DEFAULT_MODULE = "";

    private final Invocation invocation;
    private final Monitor monitor;
    /** What was started, the last first. */
    private final Deque<Closing> started = new ArrayDeque<>();
    private ServerUrl server;
    private BuiltInServer builtInServer;
    private RemoteFileSystem files;

    @FunctionalInterface
    private interface Closing {
        void close();
    }

    private Remote(Invocation invocation) {
        this.invocation = invocation;
        this.monitor = invocation.monitor();
    }

    /**
     * Opens it.
     *
     * @param paths the operands that are paths on the server; one of them may be a URL instead of {@code --to}
     */
    static Remote open(Invocation invocation, List<String> paths) throws Failure {
        Remote remote = new Remote(invocation);
        try {
            remote.open(paths);
            return remote;
        } catch (Failure | RuntimeException e) {
            remote.close();
            throw e;
        }
    }

    private void open(List<String> paths) throws Failure {
        CommandLine line = invocation.line();
        Optional<Dialect> dialect = dialect();
        Optional<ServerUrl> named = server(paths);
        for (String path : paths) {
            checked(path);
        }
        if (named.isPresent()) {
            server = named.get();
        } else {
            builtInServer = BuiltInServer.start(invocation.environment().home(), invocation.secrets());
            started.push(builtInServer::close);
            server = builtInServer.url();
        }
        started.push(invocation.services().taps().add(invocation.trace().at(), invocation.trace().ftp(server.host()))::close);
        String via = line.value(Option.VIA).orElse(DEFAULT_MODULE);
        Optional<String> port = via.equals(DIRECT) ? Optional.empty() : Optional.of(via.equals(DEFAULT_MODULE) ? builtInModule() : via);
        if (via.equals(DEFAULT_MODULE)) {
            dialect = Optional.of(Dialect.QFTP);
        }
        ConnectionSpec spec = new ConnectionSpec(server, port, port.isPresent() ? dialect : Optional.empty(), line.value(Option.APN),
                ServerAccess.defaults());
        List<SecretStore> secrets = new ArrayList<>(List.of(invocation.secrets()));
        secrets.addAll(invocation.services().secrets());
        files = new Connections(invocation.services().providers(), invocation.services().probes(), secrets).open(spec, monitor);
        started.push(files::close);
    }

    private String builtInModule() throws Failure {
        BuiltInModule module = BuiltInModule.start(invocation.services().ports(), invocation.trace().ftp(server.host()));
        started.push(module::close);
        return module.port();
    }

    private Optional<Dialect> dialect() throws Failure {
        Optional<String> word = invocation.line().value(Option.DIALECT).filter(text -> !text.equals("auto"));
        return word.isEmpty() ? Optional.empty() : Optional.of(Dialects.parse(word.get(), Option.DIALECT, invocation.texts()));
    }

    private Optional<ServerUrl> server(List<String> paths) throws Failure {
        Optional<String> to = invocation.line().value(Option.TO);
        Optional<String> url = paths.stream().filter(Remote::isUrl).findFirst();
        if (to.isPresent() && url.isPresent()) {
            throw Misuse.of(invocation.texts().get("misuse.url-twice"));
        }
        if (to.isPresent()) {
            return Optional.of(spoken(ServerUrl.parse(to.get())));
        }
        return url.isEmpty() ? Optional.empty() : Optional.of(spoken(ServerUrl.parse(url.get()).withPath("")));
    }

    /** Said before a password is asked for. */
    private ServerUrl spoken(ServerUrl url) throws Failure {
        if (url.security() != ServerUrl.Security.PLAIN) {
            throw Misuse.of(invocation.texts().get("misuse.tls-later", url.security().scheme() + "://"));
        }
        return url;
    }

    /** Whether it was typed as the URL of a server. */
    static boolean isUrl(String typed) {
        return typed.matches("(?is)ftp(s|es)?://.*");
    }

    private void checked(String typed) throws Failure {
        if (typed.startsWith("module:")) {
            throw Misuse.of(invocation.texts().get("misuse.module-later"));
        }
        if (!isUrl(typed)) {
            RemotePaths.checked(typed, Step.ARGUMENTS);
        }
    }

    /** The open file system. */
    RemoteFileSystem files() {
        return files;
    }

    /** The server, with the directory that {@code --to} named. */
    ServerUrl server() {
        return server;
    }

    /** The server of this run, if there is one. */
    Optional<BuiltInServer> builtInServer() {
        return Optional.ofNullable(builtInServer);
    }

    /** The path on the server of what was typed: as it is when it is absolute or a URL, else seen from the directory of {@code --to}. */
    String path(String typed) throws Failure {
        if (!isUrl(typed)) {
            return absolute(RemotePaths.join(server.path(), typed));
        }
        ServerUrl url = ServerUrl.parse(typed);
        if (!url.authority().equals(server.authority())) {
            throw Misuse.of(invocation.texts().get("misuse.two-servers"));
        }
        return absolute(url.path());
    }

    /** An absolute path; a relative one and the empty one are seen from the directory after login. */
    String absolute(String path) throws Failure {
        return path.startsWith("/") ? path : path.isEmpty() ? files.workingDirectory(monitor)
                : RemotePaths.join(files.workingDirectory(monitor), path);
    }

    /** The monitor of what is done besides transfers. */
    Monitor monitor() {
        return monitor;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
