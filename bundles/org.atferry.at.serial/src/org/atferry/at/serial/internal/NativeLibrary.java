/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import com.fazecast.jSerialComm.SerialPort;

/**
 * Has jSerialComm load its native library from a folder that nobody else can write.
 * <p>
 * Left alone, jSerialComm 2.11.4 unpacks it into a world-writable folder below the temporary one, and loads what it finds there: any local
 * user could plant code. And its static initializer ends the whole JVM on an operating system that it does not know. So the library is
 * unpacked here, into a fresh folder of mode 0700, which is named to jSerialComm before its class is initialized, and removed after that.
 */
final class NativeLibrary {

    private static final String FOLDER_PROPERTY = "jSerialComm.library.path"; //$NON-NLS-1$
    private static final String FOLDER = "atferry-serial"; //$NON-NLS-1$
    private static final String APPLICATION_PROPERTY = "fazecast.jSerialComm.appid"; //$NON-NLS-1$

    /** The operating systems that jSerialComm knows: what their names contain, its folder, its file name. */
    private static final List<String[]> SYSTEMS = List.of(new String[] { "win", "Windows", "jSerialComm.dll" }, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            new String[] { "mac", "OSX", "libjSerialComm.jnilib" }, new String[] { "nux", "Linux", "libjSerialComm.so" }, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
            new String[] { "freebsd", "FreeBSD", "libjSerialComm.so" }, new String[] { "openbsd", "OpenBSD", "libjSerialComm.so" }); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$

    private static final List<String> ARCHITECTURES = List.of("x86_64", "x86", "armv8_64", "aarch64", "arm64", "armv8_32", "armv7hf", "armv7", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$ //$NON-NLS-8$
            "armv6hf", "armv5", "ppc64le", "amd64"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$

    private NativeLibrary() {
    }

    /** Loaded at the first use, once for the process, as the library itself is. */
    private static final class Once {
        private static final Optional<String> PROBLEM = load();
    }

    /** Loads the library unless it is loaded; tells why it cannot be, if it cannot. */
    static Optional<String> problem() {
        return Once.PROBLEM;
    }

    private static Optional<String> load() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT); //$NON-NLS-1$ //$NON-NLS-2$
        Optional<String[]> system = SYSTEMS.stream().filter(candidate -> name.contains(candidate[0])).findFirst();
        if (system.isEmpty()) {
            return Optional.of("no serial ports on " + name); //$NON-NLS-1$
        }
        try {
            Path folder = privateFolder();
            try {
                unpack(folder, system.get()[1], system.get()[2]);
                initialize(folder);
            } finally {
                remove(folder);
            }
            return Optional.empty();
        } catch (IOException | LinkageError e) {
            return Optional.of(e.toString());
        }
    }

    /** A new folder of mode 0700 where the system lets native code be loaded from: in the temporary folder, else in the user's own. */
    private static Path privateFolder() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")); //$NON-NLS-1$
        if (!Mounts.forbidsCode(temporary)) {
            return Files.createTempDirectory(temporary, FOLDER);
        }
        Path home = Path.of(System.getProperty("user.home")); //$NON-NLS-1$
        if (!Mounts.forbidsCode(home)) {
            return Files.createTempDirectory(home, '.' + FOLDER);
        }
        throw new IOException("neither " + temporary + " nor " + home + " may hold native code (noexec)"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    private static void unpack(Path folder, String system, String file) throws IOException {
        boolean found = false;
        for (String architecture : ARCHITECTURES) {
            // A class literal does not initialize the class
            try (InputStream library = SerialPort.class.getResourceAsStream("/" + system + "/" + architecture + "/" + file)) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
                if (library != null) {
                    Path target = folder.resolve(system).resolve(architecture).resolve(file);
                    Files.createDirectories(target.getParent());
                    Files.copy(library, target);
                    found = true;
                }
            }
        }
        if (!found) {
            throw new IOException("jSerialComm comes without a native library for " + system); //$NON-NLS-1$
        }
    }

    private static void initialize(Path folder) {
        String folderBefore = System.setProperty(FOLDER_PROPERTY, folder.toString());
        // A name that nobody can guess: jSerialComm also looks into folders of that name below the temporary folder and the home folder
        String applicationBefore = System.setProperty(APPLICATION_PROPERTY, UUID.randomUUID().toString());
        try {
            SerialPort.getVersion();
        } finally {
            restore(FOLDER_PROPERTY, folderBefore);
            restore(APPLICATION_PROPERTY, applicationBefore);
        }
    }

    private static void restore(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    /** On Windows the loaded file cannot be removed; it stays in the user's own temporary folder. */
    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
