/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Secret;
import org.atferry.remote.Step;
import org.atferry.server.internal.ConfigurationValues;

/**
 * What a configuration file of the embedded server says: UTF-8, one {@code key = value} a line, {@code #} begins a comment line. What
 * stands here behind a value says what it means; a file has no such words.
 *
 * <pre>
 * address = 0.0.0.0                      where to listen (one address)
 * port = 2121                            0-65535
 * tls = explicit                         none, explicit, implicit
 * tls.certificate = chain.pem            with tls.key; paths are relative to the file's folder
 * tls.key = key.pem                      PKCS #8, not encrypted
 * tls.keystore = server.p12              instead of the two above
 * tls.keystore.password = FILE           the file that holds the key store's password
 * tls.protected-data = yes               whether data connections must be protected too; yes unless said
 * tls.session-reuse = no                 whether they must resume the control connection's TLS session; no unless said
 * user.NAME.password = pbkdf2-sha256$... see {@link PasswordHash}; not needed for anonymous
 * user.NAME.groups = makers, night       none unless said
 * user.NAME.home = /in                   / unless said
 * user.NAME.writable = no                what the user may do where no rule fits; yes unless said, but no for anonymous
 * user.NAME.quota = 500M                 bytes, or with K, M, G
 * user.NAME.allow = 10.0.0.0/8           addresses and networks, by commas
 * rule = group:makers list,read /plans   WHO RIGHTS FOLDER; WHO is user:NAME, group:NAME or everybody; RIGHTS of list, read, write,
 *                                        delete, or all, or none; see {@link AccessRule}; as many lines as needed
 * allow = 192.168.0.0/16, ::1            who may connect at all; everybody unless said
 * sessions = 64                          1-1000
 * sessions.per-address = 8               1-1000; as many as sessions unless said
 * idle = 900                             seconds
 * prohibited = *.exe, *.bat              patterns of names, by commas
 * passive.ports = 50000-50100            any free port unless said
 * passive.address = 203.0.113.7          what PASV tells, behind address translation
 * </pre>
 *
 * Immutable.
 */
public final class ServerConfiguration {

    private static final Pattern LINE = Pattern.compile("([^=\\s][^=]*?)\\s*=\\s*(.*)");
    private static final Pattern USER = Pattern.compile("user\\.(.+)\\.(password|groups|home|writable|quota|allow)");
    private static final Set<String> KEYS = Set.of("address", "port", "tls", "tls.certificate", "tls.key", "tls.keystore",
            "tls.keystore.password", "tls.protected-data", "tls.session-reuse", "rule", "allow", "sessions", "sessions.per-address", "idle",
            "prohibited", "passive.ports", "passive.address");

    /** One line of the file. */
    private record Entry(int line, String key, String value) {
    }

    /** A value that is not what its key needs. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(String value) throws UnknownHostException;
    }

    private final Path file;
    private final List<Entry> entries;
    private final List<ServerUser> users;
    private final List<AccessRule> rules;
    private final ServerLimits limits;
    private final PassivePorts passive;
    private final Optional<InetAddress> address;
    private final OptionalInt port;
    private final Optional<ServerTls.Mode> tlsMode;

    private ServerConfiguration(Path file, List<Entry> entries) throws Failure {
        this.file = file;
        this.entries = entries;
        this.users = readUsers();
        List<AccessRule> read = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.key().equals("rule")) {
                read.add(value(entry, ConfigurationValues::rule));
            }
        }
        this.rules = List.copyOf(read);
        this.limits = readLimits();
        this.passive = readPassive();
        this.address = read("address", ConfigurationValues::address);
        Optional<Integer> number = read("port", value -> ConfigurationValues.number(value, 0, 65535));
        this.port = number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
        this.tlsMode = read("tls", value -> ServerTls.Mode.valueOf(
                ConfigurationValues.oneOf(value, "none", "explicit", "implicit").toUpperCase(Locale.ROOT)));
        readTls(tlsMode.orElse(ServerTls.Mode.EXPLICIT), file.toAbsolutePath().getParent());
    }

    /**
     * Reads a file.
     *
     * @throws Failure {@link FailureKind#LOCAL} when it cannot be read; {@link FailureKind#MISUSE} when a line is wrong: its number, its
     *         key and the word are in the detail, a password never is
     */
    public static ServerConfiguration read(Path file) throws Failure {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            String detail = e instanceof NoSuchFileException ? "no such file" : e instanceof CharacterCodingException ? "not UTF-8"
                    : e.getMessage();
            throw Failure.at(Step.ARGUMENTS).kind(FailureKind.LOCAL).subject(file.toString()).detail(detail).cause(e).build();
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (i == 0 && line.startsWith("\uFEFF")) {
                line = line.substring(1).strip();
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw wrong(file, i + 1, "not KEY = VALUE");
            }
            String key = matcher.group(1);
            if (!KEYS.contains(key) && !USER.matcher(key).matches()) {
                throw wrong(file, i + 1, "unknown key: " + key);
            }
            if (!seen.add(key) && !key.equals("rule")) {
                throw wrong(file, i + 1, key + ": said twice");
            }
            entries.add(new Entry(i + 1, key, matcher.group(2)));
        }
        return new ServerConfiguration(file, List.copyOf(entries));
    }

    /** Where to listen, if the file says so. */
    public Optional<InetAddress> address() {
        return address;
    }

    /** The port, if the file names one. */
    public OptionalInt port() {
        return port;
    }

    /** Whether and how connections are protected, if the file says so. */
    public Optional<ServerTls.Mode> tlsMode() {
        return tlsMode;
    }

    /** The users; empty when the file names none. */
    public List<ServerUser> users() {
        return users;
    }

    /** The rules. */
    public List<AccessRule> rules() {
        return rules;
    }

    /** The limits. */
    public ServerLimits limits() {
        return limits;
    }

    /** The ports of passive data connections. */
    public PassivePorts passive() {
        return passive;
    }

    /**
     * The protection that the file asks for.
     *
     * @param mode when connections are protected, whatever the file says
     * @param certificateFolder where a certificate is made and kept when the file names none
     */
    public ServerTls tls(ServerTls.Mode mode, Path certificateFolder) throws Failure {
        return readTls(mode, certificateFolder);
    }

    /**
     * The settings of a server for the users of the file.
     *
     * @param root the folder to serve
     * @param listen where to listen
     * @param listenPort 1-65535, or 0 for a free one
     * @param mode when connections are protected, whatever the file says
     * @param certificateFolder where a certificate is made and kept when the file names none
     * @throws Failure {@link FailureKind#MISUSE} when the file names no user, {@link FailureKind#LOCAL} when the key store's password
     *         cannot be read
     */
    public ServerSettings settings(Path root, InetAddress listen, int listenPort, ServerTls.Mode mode, Path certificateFolder)
            throws Failure {
        if (users.isEmpty()) {
            throw wrong(file, entries.isEmpty() ? 1 : entries.get(entries.size() - 1).line(), "no user: user.NAME.password = HASH");
        }
        return new ServerSettings(root, listen, listenPort, users, rules, tls(mode, certificateFolder), limits, passive);
    }

    private List<ServerUser> readUsers() throws Failure {
        List<ServerUser> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Entry entry : entries) {
            Matcher matcher = USER.matcher(entry.key());
            if (matcher.matches() && names.add(matcher.group(1))) {
                read.add(user(matcher.group(1), entry));
            }
        }
        return List.copyOf(read);
    }

    private ServerUser user(String name, Entry first) throws Failure {
        String prefix = "user." + name + ".";
        Optional<PasswordHash> password = read(prefix + "password", PasswordHash::parse);
        if (password.isEmpty() && !name.equals(ServerUser.ANONYMOUS)) {
            throw wrong(file, first.line(), "user " + name + " has no password");
        }
        ServerUser user = value(first, any -> ServerUser.of(name, password.orElseGet(() -> PasswordHash.forThisRun(Secret.of(""))), true));
        Set<String> groups = read(prefix + "groups", value -> Set.copyOf(ConfigurationValues.words(value))).orElse(Set.of());
        boolean writable = read(prefix + "writable", ConfigurationValues::yes).orElse(!name.equals(ServerUser.ANONYMOUS));
        String home = read(prefix + "home", ConfigurationValues::folder).orElse("/");
        Optional<Long> quota = read(prefix + "quota", ConfigurationValues::bytes);
        AddressList allowed = read(prefix + "allow", AddressList::parse).orElse(AddressList.everybody());
        return new ServerUser(name, user.password(), groups, home, writable,
                quota.isPresent() ? OptionalLong.of(quota.get()) : OptionalLong.empty(), allowed);
    }

    private ServerLimits readLimits() throws Failure {
        ServerLimits usual = ServerLimits.defaults();
        int sessions = read("sessions", value -> ConfigurationValues.number(value, 1, 1000)).orElse(usual.sessions());
        int perAddress = read("sessions.per-address", value -> ConfigurationValues.number(value, 1, 1000)).orElse(sessions);
        Duration idle = read("idle", value -> Duration.ofSeconds(ConfigurationValues.number(value, 1, 1_000_000))).orElse(usual.idle());
        return new ServerLimits(sessions, perAddress, idle, read("allow", AddressList::parse).orElse(usual.allowed()),
                read("prohibited", ConfigurationValues::words).orElse(List.of()));
    }

    private PassivePorts readPassive() throws Failure {
        Optional<Inet4Address> announced = read("passive.address", value -> {
            if (ConfigurationValues.address(value) instanceof Inet4Address four) {
                return four;
            }
            throw new IllegalArgumentException("not an IPv4 address: " + value);
        });
        return read("passive.ports", value -> {
            List<Integer> ports = ConfigurationValues.ports(value);
            return new PassivePorts(ports.get(0), ports.get(1), announced);
        }).orElse(new PassivePorts(0, 0, announced));
    }

    private ServerTls readTls(ServerTls.Mode mode, Path certificateFolder) throws Failure {
        Optional<Path> chain = read("tls.certificate", this::path);
        Optional<Path> key = read("tls.key", this::path);
        Optional<Path> store = read("tls.keystore", this::path);
        Optional<Path> storePassword = read("tls.keystore.password", this::path);
        boolean pairs = chain.isPresent() == key.isPresent() && store.isPresent() == storePassword.isPresent();
        if (!pairs || chain.isPresent() && store.isPresent()) {
            int line = entries.stream().filter(entry -> entry.key().startsWith("tls.")).mapToInt(Entry::line).max().orElse(1);
            throw wrong(file, line, "tls.certificate and tls.key, or tls.keystore and tls.keystore.password, or none of them");
        }
        boolean protectedData = read("tls.protected-data", ConfigurationValues::yes).orElse(true);
        boolean sessionReuse = read("tls.session-reuse", ConfigurationValues::yes).orElse(false);
        if (mode == ServerTls.Mode.NONE) {
            return ServerTls.none();
        }
        ServerTls.Source source = chain.isPresent() ? new ServerTls.Pem(chain.get(), key.orElseThrow())
                : store.isPresent() ? new ServerTls.Pkcs12(store.get(), secret(storePassword.orElseThrow()))
                        : new ServerTls.Made(certificateFolder);
        return new ServerTls(mode, Optional.of(source), protectedData, sessionReuse);
    }

    private static Secret secret(Path passwordFile) throws Failure {
        try {
            return Secret.of(Files.readString(passwordFile).strip());
        } catch (IOException e) {
            String detail = e instanceof NoSuchFileException ? "no such file" : "cannot be read";
            throw Failure.at(Step.ARGUMENTS).kind(FailureKind.LOCAL).subject(passwordFile.toString()).detail(detail).cause(e).build();
        }
    }

    private <T> Optional<T> read(String key, Reader<T> reader) throws Failure {
        Predicate<Entry> wanted = entry -> entry.key().equals(key);
        Optional<Entry> entry = entries.stream().filter(wanted).findFirst();
        return entry.isPresent() ? Optional.of(value(entry.get(), reader)) : Optional.empty();
    }

    private <T> T value(Entry entry, Reader<T> reader) throws Failure {
        try {
            return reader.read(entry.value());
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw wrong(file, entry.line(), entry.key() + ": " + e.getMessage());
        }
    }

    private static Failure wrong(Path file, int line, String words) {
        return Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).subject(file.toString()).detail("line " + line + ": " + words)
                .hint(Hint.SEE_HELP).build();
    }

    private Path path(String value) {
        return file.toAbsolutePath().resolveSibling(value);
    }
}
