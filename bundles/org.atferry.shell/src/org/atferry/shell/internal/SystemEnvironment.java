/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.atferry.shell.internal.output.Terminal;

/**
 * The surroundings of this process. Its streams are those of the process itself, not those of {@link System}: Gogo puts its own in
 * their place, which write to whatever a session names as its output and so would go round in circles when a session names them.
 */
final class SystemEnvironment {

    private static final int STANDARD_INPUT = 0;
    private static final int STANDARD_ERROR = 2;
    private static final int BUFFER = 8192;

    private final Environment environment;

    SystemEnvironment(String version) {
        Charset errorCharset = charset("stderr");
        PrintStream out = stream(FileDescriptor.out, charset("stdout"));
        PrintStream err = stream(FileDescriptor.err, errorCharset);
        this.environment = new Environment(new FileInputStream(FileDescriptor.in), out, err, terminal(errorCharset), SystemEnvironment::ask,
                Path.of(""), System::getenv, language(System::getenv, Locale.getDefault(Locale.Category.DISPLAY)),
                ZoneId.systemDefault(), System::nanoTime, version);
    }

    /** The surroundings; always the same. */
    Environment get() {
        return environment;
    }

    /**
     * The language of texts. Java knows the locale of the environment only where the system has its data installed, which a gateway seldom
     * has for more than one; so Chinese is read from the variables themselves.
     */
    static Locale language(UnaryOperator<String> variables, Locale otherwise) {
        for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = variables.apply(name);
            if (value != null && !value.isEmpty()) {
                return value.startsWith("zh") ? Locale.SIMPLIFIED_CHINESE : otherwise;
            }
        }
        return otherwise;
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER), true, charset);
    }

    private static Terminal terminal(Charset charset) {
        boolean present = isTerminal(STANDARD_ERROR) && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(present, columns(System.getenv("COLUMNS")), charset.newEncoder().canEncode('\u2713'));
    }

    private static int columns(String text) {
        return text != null && text.matches("[1-9][0-9]{1,3}") ? Math.max(40, Integer.parseInt(text)) : 80;
    }

    /** The encoding of a stream that is a terminal, as Java tells it; else the one of files. */
    static Charset charset(String stream) {
        for (String property : new String[] {stream + ".encoding", "sun." + stream + ".encoding"}) {
            String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }

    /** Java knows only whether standard input and output are both a terminal; Linux tells it for each. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    private static Optional<char[]> ask(String question) {
        Console console = isTerminal(STANDARD_INPUT) ? System.console() : null;
        return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s", question));
    }
}
