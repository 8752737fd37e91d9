/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.TlsSettings;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Option.Section;
import org.atferry.shell.internal.output.Texts;

/** How a server is to be spoken to, as the options say. All of it is checked before anything is opened and anybody is asked. */
final class Access {

    /** The file of AT Ferry's home that remembers certificates. */
    static final String KNOWN_SERVERS = "known-servers";

    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final String ASCII = "AZaz09 ./_-\"";

    private final CommandLine line;
    private final Environment environment;
    private final Texts texts;

    private Access(Invocation invocation) {
        this.line = invocation.line();
        this.environment = invocation.environment();
        this.texts = invocation.texts();
    }

    /**
     * Reads the options.
     *
     * @param server what is to be reached; empty for the built-in server
     * @param direct whether no module is between
     * @throws Failure {@link org.atferry.remote.FailureKind#MISUSE} for options that contradict each other, or would not be heard;
     *         {@link org.atferry.remote.FailureKind#LOCAL} for a file that cannot be read
     */
    static ServerAccess of(Invocation invocation, Optional<ServerUrl> server, boolean direct) throws Failure {
        return new Access(invocation).read(server, direct);
    }

    private ServerAccess read(Optional<ServerUrl> server, boolean direct) throws Failure {
        boolean secure = server.isPresent() && server.get().security() != ServerUrl.Security.PLAIN;
        for (Option option : Option.of(line.verb())) {
            if (line.has(option) && option.section() == Section.TLS && !secure) {
                throw Misuse.of(texts.get("misuse.tls-only", option.word()));
            }
            if (line.has(option) && option.section() == Section.DATA && !direct) {
                throw Misuse.of(texts.get("misuse.direct-only", option.word()));
            }
        }
        ServerAccess access = ServerAccess.defaults().withTls(tls()).withDataMode(choice(Option.DATA_MODE, DataMode.PASSIVE))
                .withDataAddress(choice(Option.DATA_ADDRESS, ServerAccess.DataAddress.CONTROL)).withNames(names());
        Optional<ServerAccess.PortRange> ports = ports();
        Optional<String> address = line.value(Option.ACTIVE_ADDRESS);
        for (Option option : List.of(Option.ACTIVE_PORTS, Option.ACTIVE_ADDRESS)) {
            if (line.has(option) && access.dataMode() == DataMode.PASSIVE) {
                throw Misuse.of(texts.get("misuse.needs", option.word(), Option.DATA_MODE.word() + " active"));
            }
        }
        if (line.has(Option.DATA_ADDRESS) && access.dataMode() == DataMode.ACTIVE) {
            throw Misuse.of(texts.get("misuse.either", Option.DATA_ADDRESS.word(), Option.DATA_MODE.word() + " active"));
        }
        access = ports.isPresent() ? access.withActivePorts(ports.get()) : access;
        return address.isPresent() ? access.withActiveAddress(address(address.get())) : access;
    }

    private TlsSettings tls() throws Failure {
        TlsSettings tls = TlsSettings.defaults().withVersions(versions());
        Optional<Path> authorities = file(Option.CA);
        if (authorities.isPresent() && line.has(Option.TRUST_FIRST_USE)) {
            throw Misuse.of(texts.get("misuse.either", Option.CA.word(), Option.TRUST_FIRST_USE.word()));
        }
        if (authorities.isPresent()) {
            tls = tls.withAuthorities(authorities.get());
        }
        if (line.has(Option.TRUST_FIRST_USE)) {
            tls = tls.withFirstUse(PrivateFiles.home(environment).resolve(KNOWN_SERVERS));
        }
        Optional<Path> certificate = file(Option.CERTIFICATE);
        Optional<Path> key = file(Option.KEY);
        if (key.isPresent() && certificate.isEmpty()) {
            throw Misuse.of(texts.get("misuse.needs", Option.KEY.word(), Option.CERTIFICATE.word()));
        }
        return certificate.isEmpty() ? tls
                : tls.withIdentity(new TlsSettings.ClientCertificate(certificate.get(), key.orElse(certificate.get())));
    }

    private Optional<Path> file(Option option) throws Failure {
        Optional<String> typed = line.value(option);
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Path file = environment.path(typed.get());
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw LocalFailures.of(file, !Files.exists(file) ? "no such file or directory"
                    : Files.isRegularFile(file) ? "permission denied" : "not a file");
        }
        return Optional.of(file);
    }

    private Set<TlsSettings.Version> versions() throws Failure {
        Optional<String> typed = line.value(Option.TLS_VERSIONS);
        if (typed.isEmpty()) {
            return EnumSet.allOf(TlsSettings.Version.class);
        }
        Set<TlsSettings.Version> versions = EnumSet.noneOf(TlsSettings.Version.class);
        for (String word : typed.get().split(",", -1)) {
            switch (word.strip()) {
                case "1.2" -> versions.add(TlsSettings.Version.TLS_1_2);
                case "1.3" -> versions.add(TlsSettings.Version.TLS_1_3);
                default -> throw choice(Option.TLS_VERSIONS);
            }
        }
        return versions;
    }

    /** A choice is written as its constant is called, small and with hyphens. */
    private <E extends Enum<E>> E choice(Option option, E otherwise) throws Failure {
        Optional<String> typed = line.value(option);
        if (typed.isEmpty()) {
            return otherwise;
        }
        for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(typed.get())) {
                return constant;
            }
        }
        throw choice(option);
    }

    private Failure choice(Option option) {
        return Misuse.of(texts.get("misuse.choice", option.word(), option.argument()));
    }

    private Optional<ServerAccess.PortRange> ports() throws Failure {
        Optional<String> typed = line.value(Option.ACTIVE_PORTS);
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = PORTS.matcher(typed.get());
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = Integer.parseInt(matcher.group(2));
            if (first >= 1 && last >= first && last <= 65535) {
                return Optional.of(new ServerAccess.PortRange(first, last));
            }
        }
        throw Misuse.of(texts.get("misuse.port-range", Option.ACTIVE_PORTS.word()));
    }

    /** It goes into a command as it is: only what an address is made of. */
    private String address(String typed) throws Failure {
        if (!IPV4.matcher(typed).matches() && !isIpv6(typed)) {
            throw Misuse.of(texts.get("misuse.address", Option.ACTIVE_ADDRESS.word()));
        }
        return typed;
    }

    /** A text with a colon is never asked of a name server. */
    private static boolean isIpv6(String typed) {
        try {
            return IPV6.matcher(typed).matches() && InetAddress.getByName(typed) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Commands are ASCII, whatever names are: a character set that writes ASCII otherwise cannot be meant. */
    private Charset names() throws Failure {
        Optional<String> typed = line.value(Option.NAMES);
        if (typed.isEmpty()) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset names = Charset.forName(typed.get());
            if (names.canEncode() && new String(ASCII.getBytes(names), StandardCharsets.US_ASCII).equals(ASCII)) {
                return names;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // said below
        }
        throw Misuse.of(texts.get("misuse.charset", Option.NAMES.word()));
    }
}
