/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Secret;
import org.atferry.remote.SecretStore;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.shell.internal.output.Texts;

/**
 * The passwords of one run: from the first line of standard input when that was asked for, else from {@value #VARIABLE}, else from the
 * person at the terminal. Each is asked for once and wiped at the end of the run.
 */
final class RunSecrets implements SecretStore, AutoCloseable {

    static final String VARIABLE = "FERRY_PASSWORD";

    private static final int LONGEST = 4096;
    private static final int GENERATED_BYTES = 12;

    private final Environment environment;
    private final boolean fromInput;
    private final Texts texts;

    /** Of the servers that this run started itself, and of those that were asked for; guarded by {@code this}. */
    private final Map<String, Secret> known = new HashMap<>();
    /** The first line of standard input, once it is read; guarded by {@code this}. */
    private Secret input;

    RunSecrets(Environment environment, boolean fromInput, Texts texts) {
        this.environment = environment;
        this.fromInput = fromInput;
        this.texts = texts;
    }

    /** A password that nobody can guess. */
    static Secret generate() {
        byte[] random = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(random);
        return Secret.of(HexFormat.of().formatHex(random));
    }

    /** Takes over the password of a server. */
    synchronized void put(ServerUrl server, Secret secret) {
        known.put(server.authority(), secret);
    }

    /** The password that was given beforehand: from standard input or the environment; a copy, which the caller closes. */
    synchronized Optional<Secret> given() throws Failure {
        if (fromInput) {
            if (input == null) {
                input = firstLine();
            }
            return Optional.of(copy(input));
        }
        return environment.variable(VARIABLE).map(Secret::of);
    }

    @Override
    public synchronized Optional<Secret> password(ServerUrl server) throws Failure {
        Secret own = known.get(server.authority());
        if (own != null) {
            return Optional.of(copy(own));
        }
        Optional<Secret> given = given();
        if (given.isPresent() || server.user().equals(ServerUrl.ANONYMOUS)) {
            return given;
        }
        Optional<char[]> typed = environment.prompt().ask(texts.get("prompt.password", server.authority()));
        typed.ifPresent(characters -> {
            known.put(server.authority(), Secret.of(characters));
            Arrays.fill(characters, '\0');
        });
        return typed.map(characters -> copy(known.get(server.authority())));
    }

    private static Secret copy(Secret secret) {
        return Secret.of(secret.reveal());
    }

    private Secret firstLine() throws Failure {
        InputStream in = environment.in();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int c = in.read();
            if (c < 0) {
                throw missing("no line on standard input");
            }
            while (c >= 0 && c != '\n') {
                line.write(c);
                if (line.size() > LONGEST) {
                    throw missing("the line on standard input is too long");
                }
                c = in.read();
            }
        } catch (IOException e) {
            throw missing(e.getMessage());
        }
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        CharBuffer characters = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, length));
        Arrays.fill(bytes, (byte) 0);
        char[] copy = new char[characters.remaining()];
        characters.get(copy);
        Arrays.fill(characters.array(), '\0');
        Secret secret = Secret.of(copy);
        Arrays.fill(copy, '\0');
        return secret;
    }

    private static Failure missing(String detail) {
        return Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).subject("--password-stdin").detail(detail).hint(Hint.PASSWORD_MISSING)
                .build();
    }

    @Override
    public synchronized void close() {
        known.values().forEach(Secret::close);
        known.clear();
        if (input != null) {
            input.close();
            input = null;
        }
    }
}
