/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.felix.service.command.CommandProcessor;
import org.atferry.at.port.LoopPair;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortProvider;
import org.atferry.at.port.Ports;
import org.atferry.at.trace.TraceListener;
import org.atferry.command.ModuleProbe;
import org.atferry.command.QftpExplainer;
import org.atferry.command.QftpFileSystemProvider;
import org.atferry.ftp.FtpExplainer;
import org.atferry.ftp.FtpFileSystemProvider;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Cancellation;
import org.atferry.shell.internal.output.Terminal;

/** The whole command line in this process, by plain construction: real module, real engine, real server, and what was printed. */
final class TestFerry {

    /** Environment variables of the runs. */
    final Map<String, String> variables = new ConcurrentHashMap<>();
    /** More ports. */
    final List<PortProvider> portProviders = new CopyOnWriteArrayList<>();
    Prompt prompt = Prompt.NOBODY;
    Locale locale = Locale.ENGLISH;
    Terminal terminal = Terminal.NONE;
    String input = "";

    /** The interpreter of the interactive shell. */
    Optional<CommandProcessor> interpreter = Optional.empty();

    private final Path directory;
    private final Services services;
    private final List<TraceListener> atListeners = new CopyOnWriteArrayList<>();
    private final List<FtpWireListener> ftpListeners = new CopyOnWriteArrayList<>();

    /** What a run did. */
    record Result(int status, String out, String err) {

        private static final Pattern MEMBER = Pattern.compile("\"%s\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([0-9.a-z]+))");

        List<String> lines() {
            return out.lines().toList();
        }

        /** The JSON lines of that event. */
        List<String> events(String kind) {
            return out.lines().filter(line -> line.startsWith("{\"event\":\"" + kind + "\"")).toList();
        }

        /** A member of a JSON line, without undoing escapes. */
        static String member(String json, String name) {
            Matcher matcher = Pattern.compile(String.format(MEMBER.pattern(), name)).matcher(json);
            if (!matcher.find()) {
                throw new AssertionError("no " + name + " in " + json);
            }
            return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        }

        String all() {
            return out + err;
        }
    }

    /** Runs in that folder and keeps its things in the folder {@code home} of it. */
    TestFerry(Path directory) {
        this.directory = directory;
        portProviders.add(new Loops());
        variables.put("ATFERRY_HOME", directory.resolve("home").toString());
        Ports ports = new Ports(portProviders);
        TraceListener at = event -> atListeners.forEach(listener -> listener.traced(event));
        FtpWireListener ftp = new FtpWireListener() {
            @Override
            public void sent(String lineMasked) {
                ftpListeners.forEach(listener -> listener.sent(lineMasked));
            }

            @Override
            public void received(String line) {
                ftpListeners.forEach(listener -> listener.received(line));
            }
        };
        services = new Services(List.of(new QftpFileSystemProvider(ports, at), new FtpFileSystemProvider(List.of(ftp))),
                List.of(new ModuleProbe(ports, at)), List.of(), ports, List.of(new FtpExplainer(), new QftpExplainer()),
                (atListener, ftpListener) -> {
                    atListeners.add(atListener);
                    ftpListeners.add(ftpListener);
                    return () -> {
                        atListeners.remove(atListener);
                        ftpListeners.remove(ftpListener);
                    };
                }, () -> interpreter);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** The folder of the built-in server. */
    Path served(String name) {
        return directory.resolve("home/server").resolve(name);
    }

    Services services() {
        return services;
    }

    Environment environment(InputStream in, PrintStream out, PrintStream err) {
        return new Environment(in, out, err, terminal, prompt, directory, variables::get, locale, ZoneOffset.UTC, System::nanoTime,
                "1.2.3");
    }

    /** Runs a command to its end. */
    Result run(String... arguments) {
        return run(new Cancellation(), arguments);
    }

    Result run(Cancellation cancellation, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Environment environment = environment(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        int status = new Ferry(services).run(List.of(arguments), environment, cancellation);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command that goes on until it is stopped. */
    Background start(String... arguments) {
        return new Background(this, arguments);
    }

    /** {@code loop:NAME}: the first and the second open of a name are the two ends. */
    private static final class Loops implements PortProvider {
        /** Second ends that wait for their opener; guarded by {@code this}. */
        private final Map<String, Port> waiting = new HashMap<>();

        @Override
        public Set<String> schemes() {
            return Set.of("loop");
        }

        @Override
        public synchronized Port open(PortAddress address) {
            Port second = waiting.remove(address.name());
            if (second != null) {
                return second;
            }
            LoopPair pair = LoopPair.create(address.name());
            waiting.put(address.name(), pair.host());
            return pair.module();
        }

        @Override
        public List<PortDescription> list() {
            return new ArrayList<>();
        }
    }
}
