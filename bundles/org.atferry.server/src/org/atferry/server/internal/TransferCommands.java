/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import org.atferry.server.Right;
import org.atferry.server.internal.Commands.Command;

/** Commands that move files (RFC 959 section 4.1.3, RFC 3659 section 5). */
final class TransferCommands {

    private static final int INVALID_RESTART = 554;
    private static final int MOST_NAMES = 1000;

    private final Quotas quotas;
    private final Uploads uploads = new Uploads();

    TransferCommands(Quotas quotas) {
        this.quotas = quotas;
    }

    void addTo(Map<String, Command> commands) {
        commands.put("RETR", TransferCommands::retrieve);
        commands.put("STOR", (session, argument) -> store(session, storable(session, argument), session.takeRestart(), false));
        commands.put("APPE", (session, argument) -> {
            session.restart(0);
            store(session, storable(session, argument), 0, true);
        });
        commands.put("STOU", this::storeUnique);
    }

    private static void retrieve(ControlSession session, String argument) throws Refused {
        long offset = session.takeRestart();
        Place place = session.tree().place(FileCommands.required(argument)).readable();
        if (session.isBinary()) {
            checkOffset(place, offset, place.attributes().size());
            Transfers.send(session, place.name(), out -> copy(session, place, offset, out));
        } else {
            Transfers.send(session, place.name(), out -> copy(session, place, 0, new NetworkLines(out, offset)));
        }
    }

    private static void checkOffset(Place place, long offset, long size) throws Refused {
        if (offset > size) {
            throw new Refused(INVALID_RESTART, place.name() + ": Restart position is behind the end.");
        }
    }

    private static void copy(ControlSession session, Place place, long offset, OutputStream out) throws Refused {
        try (FileChannel channel = FileChannel.open(place.path(), StandardOpenOption.READ)) {
            InputStream in = Channels.newInputStream(channel.position(offset));
            byte[] buffer = new byte[Transfers.BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                write(out, buffer, count);
                session.data().progressed();
            }
        } catch (IOException e) {
            throw DiskFailures.broken(e, place.name());
        }
    }

    private static void write(OutputStream out, byte[] buffer, int count) throws Refused {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw Transfers.broken(e);
        }
    }

    private static Place storable(ControlSession session, String argument) throws Refused {
        Place place = session.tree().newPlace(FileCommands.required(argument)).needs(Right.WRITE).creatable();
        if (place.isDirectory()) {
            throw new Refused(550, place.name() + ": Is a directory.");
        }
        if (place.exists() && !place.isFile()) {
            throw new Refused(550, place.name() + ": Not a plain file."); // writing to a pipe would wait for ever
        }
        if (!Files.isWritable(place.exists() ? place.path() : place.path().getParent())) {
            throw Refused.permission(place.name());
        }
        return place;
    }

    private void store(ControlSession session, Place place, long offset, boolean append) throws Refused {
        uploads.run(session, place, () -> {
            checkOffset(place, offset, place.exists() ? place.attributes().size() : 0);
            Transfers.receive(session, "Receiving " + place.name(), in -> write(session, place, offset, append, in));
        });
    }

    /** Under a name that nothing has yet (RFC 1123 section 4.1.2.9). */
    private void storeUnique(ControlSession session, String argument) throws Refused {
        session.restart(0);
        session.data().mayOpen(); // else an empty file would be left
        String wanted = argument.isEmpty() ? "ftp.dat" : argument;
        for (int i = 0; i < MOST_NAMES; i++) {
            Place place = storable(session, i == 0 ? wanted : wanted + "." + i);
            try {
                Files.createFile(place.path());
                uploads.run(session, place, () -> Transfers.receive(session, "FILE: " + place.lastElement(),
                        in -> write(session, place, 0, false, in)));
                return;
            } catch (FileAlreadyExistsException e) {
                // the next one
            } catch (IOException e) {
                throw DiskFailures.refused(e, place.name());
            }
        }
        throw new Refused(553, wanted + ": no free name.");
    }

    /**
     * Writes from the offset on, which counts bytes of the file in both types; what is before it stays, and what is behind the last byte
     * written too. Offset 0 starts anew.
     */
    private void write(ControlSession session, Place place, long offset, boolean append, InputStream in) throws Refused {
        try (FileChannel channel = FileChannel.open(place.path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long size = channel.size();
            if (offset == 0 && !append) {
                channel.truncate(0);
                quotas.give(place.path(), size);
            }
            channel.position(append ? size : offset);
            StoredFile file = new StoredFile(channel, session.tree().home(), session.account().user().quota(), place, quotas);
            LocalLines lines = session.isBinary() ? null : new LocalLines();
            byte[] buffer = new byte[Transfers.BUFFER];
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                file.write(buffer, lines == null ? count : lines.convert(buffer, count));
                session.data().progressed();
            }
            if (lines != null) {
                file.write(buffer, lines.end(buffer));
            }
        } catch (IOException e) {
            throw DiskFailures.broken(e, place.name());
        }
    }

    private static int read(InputStream in, byte[] buffer) throws Refused {
        try {
            return in.read(buffer, 0, buffer.length - 1); // one byte is kept for a carriage return that waited
        } catch (IOException e) {
            throw Transfers.broken(e);
        }
    }
}
