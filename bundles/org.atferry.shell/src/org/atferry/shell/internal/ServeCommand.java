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
import java.util.Locale;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.server.EmbeddedServer;
import org.atferry.server.PasswordHash;
import org.atferry.server.ServerCertificate;
import org.atferry.server.ServerConfiguration;
import org.atferry.server.ServerSettings;
import org.atferry.server.ServerTls;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;
import org.atferry.shell.internal.output.Texts;

/**
 * {@code ferry serve DIR}: serves a folder by FTP(S) until it is stopped; to this machine only, unless an address says otherwise. For one
 * user, or for those of a configuration file.
 */
final class ServeCommand implements Command {

    private static final int DEFAULT_PORT = 2121;

    @Override
    public Verb verb() {
        return Verb.SERVE;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        if (invocation.line().has(Option.HASH_PASSWORD)) {
            hash(invocation);
            return;
        }
        Path folder = folder(invocation);
        Optional<String> typed = invocation.line().value(Option.CONFIG);
        Optional<ServerConfiguration> file = typed.isEmpty() ? Optional.empty()
                : Optional.of(ServerConfiguration.read(invocation.environment().path(typed.get())));
        if (file.isPresent() && !file.get().users().isEmpty()) {
            forMany(invocation, folder, file.get());
        } else {
            forOne(invocation, folder, file);
        }
    }

    /** Prints what stands for a password in a configuration file. */
    private static void hash(Invocation invocation) throws Failure {
        Texts texts = invocation.texts();
        if (!invocation.line().operands().isEmpty()) {
            throw Misuse.of(texts.get("misuse.alone", Option.HASH_PASSWORD.word()));
        }
        Optional<Secret> given = invocation.secrets().given();
        if (given.isEmpty()) {
            given = invocation.environment().prompt().ask(texts.get("prompt.new-password")).map(Secret::of);
        }
        try (Secret password = given.orElseThrow(() -> Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE)
                .subject(Option.HASH_PASSWORD.word()).detail("no password").hint(Hint.PASSWORD_MISSING).build())) {
            String hash = PasswordHash.of(password).text();
            invocation.output().result(hash, Json.event("hash").put("hash", hash));
        }
    }

    /** The users are those of the file. */
    private static void forMany(Invocation invocation, Path folder, ServerConfiguration file) throws Failure {
        if (invocation.line().has(Option.USER)) {
            throw Misuse.of(invocation.texts().get("misuse.user-and-file", Option.USER.word(), Option.CONFIG.word()));
        }
        Optional<ServerConfiguration> known = Optional.of(file);
        ServerSettings settings = file.settings(folder, address(invocation, known), port(invocation, known), mode(invocation, known),
                PrivateFiles.home(invocation.environment()));
        serve(invocation, settings, settings.users().get(0).name(), () -> { });
    }

    /** One user, whose password is given or made; all else as the file says, if there is one. */
    private static void forOne(Invocation invocation, Path folder, Optional<ServerConfiguration> file) throws Failure {
        String user = RemotePaths.checked(invocation.line().value(Option.USER).orElse(BuiltInServer.USER), Step.ARGUMENTS);
        InetAddress address = address(invocation, file);
        int port = port(invocation, file);
        ServerTls tls = tls(invocation, file);
        Optional<Secret> given = invocation.secrets().given();
        try (Secret password = given.orElseGet(RunSecrets::generate)) {
            ServerSettings settings = new ServerSettings(folder, address, port, user, password, true).withTls(tls);
            if (file.isPresent()) {
                settings = settings.withRules(file.get().rules()).withLimits(file.get().limits()).withPassive(file.get().passive());
            }
            serve(invocation, settings, user, () -> {
                if (given.isEmpty()) {
                    invocation.output().important(invocation.texts().get("serve.password", user, password.reveal(), RunSecrets.VARIABLE));
                }
            });
        }
    }

    /**
     * Serves until it is stopped.
     *
     * @param user the one in the URL that is told
     * @param listening is run when clients can come
     */
    private static void serve(Invocation invocation, ServerSettings settings, String user, Runnable listening) throws Failure {
        try (EmbeddedServer server = start(invocation, settings)) {
            ServerUrl url = new ServerUrl(security(settings.tls().mode()), user, settings.address().getHostAddress(), server.port(), "/");
            listening.run();
            Json ready = Json.event("ready").put("command", Verb.SERVE.word()).put("url", url.toString())
                    .put("folder", settings.root().toString());
            if (server.certificate().isPresent()) {
                ServerCertificate certificate = server.certificate().get();
                certificate.pem().ifPresent(pem -> ready.put("certificate", pem.toString()));
                String fingerprint = certificate.sha256().replace(":", "").toLowerCase(Locale.ROOT);
                ready.put("fingerprint", fingerprint);
                certificate.pem().ifPresent(pem -> invocation.output().note(
                        invocation.texts().get("serve.certificate", Printable.of(pem), Option.CA.word())));
                invocation.output().note(invocation.texts().get("serve.fingerprint", fingerprint));
            }
            invocation.output().note(invocation.texts().get("serve.until", Printable.of(settings.root())));
            invocation.output().announce(ready);
            Waiting.untilCancelled(invocation.cancellation());
        }
    }

    private static EmbeddedServer start(Invocation invocation, ServerSettings settings) throws Failure {
        try {
            return EmbeddedServer.start(settings);
        } catch (Failure e) {
            throw e.kind() != FailureKind.BUSY ? e : e.toBuilder().hint(Hint.NONE)
                    .detail(invocation.texts().get("serve.port-in-use", Option.SERVER_PORT.word())).build();
        }
    }

    private static ServerUrl.Security security(ServerTls.Mode mode) {
        return switch (mode) {
            case NONE -> ServerUrl.Security.PLAIN;
            case EXPLICIT -> ServerUrl.Security.EXPLICIT_TLS;
            case IMPLICIT -> ServerUrl.Security.IMPLICIT_TLS;
        };
    }

    /** The command line wins over the file. */
    private static ServerTls.Mode mode(Invocation invocation, Optional<ServerConfiguration> file) throws Failure {
        Optional<String> word = invocation.line().value(Option.SERVER_TLS);
        for (ServerTls.Mode mode : ServerTls.Mode.values()) {
            if (word.isPresent() && mode.name().toLowerCase(Locale.ROOT).equals(word.get())) {
                return mode;
            }
        }
        if (word.isPresent()) {
            throw Misuse.of(invocation.texts().get("misuse.choice", Option.SERVER_TLS.word(), Option.SERVER_TLS.argument()));
        }
        return file.flatMap(ServerConfiguration::tlsMode).orElse(ServerTls.Mode.NONE);
    }

    /** A certificate that the file does not name is made at the first start, and kept in AT Ferry's own folder. */
    private static ServerTls tls(Invocation invocation, Optional<ServerConfiguration> file) throws Failure {
        ServerTls.Mode mode = mode(invocation, file);
        if (mode == ServerTls.Mode.NONE) {
            return ServerTls.none();
        }
        Path home = PrivateFiles.home(invocation.environment());
        if (file.isPresent()) {
            return file.get().tls(mode, home);
        }
        ServerTls.Made made = new ServerTls.Made(home);
        return mode == ServerTls.Mode.EXPLICIT ? ServerTls.explicit(made) : ServerTls.implicit(made);
    }

    private static int port(Invocation invocation, Optional<ServerConfiguration> file) throws Failure {
        int otherwise = file.isPresent() ? file.get().port().orElse(DEFAULT_PORT) : DEFAULT_PORT;
        return invocation.line().number(Option.SERVER_PORT, 0, 65535, invocation.texts()).orElse(otherwise);
    }

    private static Path folder(Invocation invocation) throws Failure {
        if (invocation.line().operands().isEmpty()) {
            throw Misuse.of(invocation.texts().get("misuse.operands", "ferry serve DIR"));
        }
        Path folder = invocation.environment().path(invocation.line().operands().get(0)).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw LocalFailures.of(folder, Files.exists(folder) ? "not a directory" : "no such file or directory");
        }
        return folder;
    }

    private static InetAddress address(Invocation invocation, Optional<ServerConfiguration> file) throws Failure {
        Optional<String> typed = invocation.line().value(Option.ADDRESS);
        try {
            return typed.isPresent() ? InetAddress.getByName(typed.get())
                    : file.flatMap(ServerConfiguration::address).orElseGet(BuiltInServer::loopback);
        } catch (UnknownHostException e) {
            throw Failure.at(Step.RESOLVE).kind(FailureKind.UNREACHABLE).subject(typed.orElse("")).hint(Hint.UNKNOWN_HOST).cause(e).build();
        }
    }
}
