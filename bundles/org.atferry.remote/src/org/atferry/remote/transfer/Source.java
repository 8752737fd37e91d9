/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/** What is uploaded; can be read several times, and may read differently each time. */
interface Source {

    /** The last path element, as it appears on a server when only a directory is named. */
    String name();

    /** What a person calls it. */
    String shown();

    /** The time of the last change, when it is known. */
    Optional<Instant> modified();

    /** A fresh stream from the beginning. */
    InputStream open() throws IOException;

    /**
     * A file on this machine.
     *
     * @throws Failure {@link FailureKind#LOCAL} when there is no regular file of that name
     */
    static Source of(Path file) throws Failure {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            String detail = Files.isDirectory(file) ? "is a directory" : "is not a regular file"; //$NON-NLS-1$ //$NON-NLS-2$
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(file.toString()).detail(detail).build();
        }
        return new Source() {
            @Override
            public String name() {
                return file.getFileName().toString();
            }

            @Override
            public String shown() {
                return file.toString();
            }

            @Override
            public Optional<Instant> modified() {
                try {
                    return Optional.of(Files.getLastModifiedTime(file).toInstant());
                } catch (IOException e) {
                    return Optional.empty(); // reading it will say why
                }
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    /** Bytes in memory; the array must not change. */
    static Source of(String name, byte[] content) {
        return new Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String shown() {
                return name;
            }

            @Override
            public Optional<Instant> modified() {
                return Optional.empty();
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        };
    }
}
