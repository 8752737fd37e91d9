/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The one API to files on a server, whatever lies between: nothing (direct FTP(S)), a cellular module driven by AT commands, or the
 * module's own storage.
 * <p>
 * Every method blocks, obeys {@link Monitor#cancellation()} within a second with a failure of kind {@link FailureKind#CANCELLED}, and
 * leaves the session usable or closes it knowingly. Calls from several threads are served one after the other. Paths use {@code /};
 * a relative path is relative to {@link #workingDirectory}. A path that the provider cannot express (a control character, too long)
 * fails with {@link FailureKind#MISUSE} before a byte is sent.
 * <p>
 * While bytes of a file pass, {@link #put} and {@link #get} report {@link StepEvent.Transferred}, some times a second: {@code done} counts
 * from the beginning of the file (the offset included) and {@code total} is offset + length. They do not report
 * {@link StepEvent.TransferStarted}: who calls them does, because only the caller knows what the bytes are for.
 */
public interface RemoteFileSystem extends AutoCloseable {

    /** What this session can do; known once it is open. */
    Capabilities capabilities();

    /**
     * Names the place where the files are: the same for each session with the same user of the same server, such as
     * {@link ServerUrl#authority()}. A download that was cut off is continued only when it is known to come from the same place.
     *
     * @return empty when the provider cannot tell
     */
    default Optional<String> origin() {
        return Optional.empty();
    }

    /** The absolute path of the current directory. */
    String workingDirectory(Monitor monitor) throws Failure;

    /**
     * Hands each entry of a directory to {@code sink} as it arrives, without {@code .} and {@code ..}.
     *
     * @throws Failure {@link FailureKind#NOT_FOUND} when there is no such directory
     */
    void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure;

    /** The entries of a directory, in the server's order. */
    default List<RemoteEntry> list(String directory, Monitor monitor) throws Failure {
        List<RemoteEntry> entries = new ArrayList<>();
        list(directory, entries::add, monitor);
        return List.copyOf(entries);
    }

    /**
     * What is under a path.
     *
     * @return empty when there is nothing of that name
     */
    Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure;

    /**
     * How many bytes a file has; costs less than {@link #stat} where the server can be asked for that alone.
     *
     * @return empty when the server does not say
     * @throws Failure {@link FailureKind#NOT_FOUND} when there is nothing of that name
     */
    default OptionalLong size(String path, Monitor monitor) throws Failure {
        Optional<RemoteEntry> entry = stat(path, monitor);
        if (entry.isEmpty()) {
            throw Failure.at(Step.STAT).kind(FailureKind.NOT_FOUND).subject(path).hint(Hint.CHECK_PATH).build();
        }
        return entry.get().size();
    }

    /**
     * Stores {@code length} bytes of {@code data} in the file, from {@code offset} on; offset 0 creates or truncates it. Success means that
     * the server acknowledged the end of the data.
     *
     * @param offset where the first byte goes; must not be beyond the present end of the file
     * @param data must not be read further than {@code length}, and may be read in pieces of any size
     * @param length how many bytes are read from {@code data}; an earlier end of it, or an {@link java.io.IOException} from it, fails with
     *        {@link FailureKind#LOCAL}
     * @throws Failure {@link FailureKind#RESTART_REFUSED} when the server refuses an offset that is not 0 and has stored nothing;
     *         {@link FailureKind#NO_SPACE} when its disk is full; {@link FailureKind#DIFFERS}, or {@link FailureKind#INCOMPLETE} with
     *         {@link Hint#FLOW_CONTROL} or {@link Hint#DAMAGED}, when bytes were lost or added on the way, so that what is stored cannot be
     *         continued. After any other failure what is stored is a true beginning of the data
     */
    void put(String path, InputStream data, long offset, long length, Monitor monitor) throws Failure;

    /**
     * Reads {@code length} bytes of the file from {@code offset} on into {@code sink}; never hands on more than {@code length}.
     *
     * @param sink an {@link java.io.IOException} from it fails with {@link FailureKind#LOCAL}
     * @throws Failure {@link FailureKind#INCOMPLETE} when fewer came, all of them right; {@link FailureKind#DIFFERS}, or
     *         {@link FailureKind#INCOMPLETE} with {@link Hint#FLOW_CONTROL} or {@link Hint#DAMAGED}, when bytes were lost or added on the
     *         way, so that what came cannot be continued; {@link FailureKind#RESTART_REFUSED} when the server refuses the offset and
     *         nothing came
     */
    void get(String path, OutputStream sink, long offset, long length, Monitor monitor) throws Failure;

    /** Deletes a file. */
    void delete(String path, Monitor monitor) throws Failure;

    /** Renames a file or directory; fails when the server refuses to put it over an existing one. */
    void rename(String from, String to, Monitor monitor) throws Failure;

    /** Makes a directory; its parent must exist. */
    void makeDirectory(String path, Monitor monitor) throws Failure;

    /** Removes an empty directory. */
    void removeDirectory(String path, Monitor monitor) throws Failure;

    /**
     * A proof of a file's content as the server computes it, by SHA-256 where it has that, else by the strongest algorithm that it has.
     *
     * @return empty when the server has no such command, or does not answer with one; then the caller reads the file back
     */
    default Optional<ContentHash> contentHash(String path, Monitor monitor) throws Failure {
        return Optional.empty();
    }

    /**
     * Sets the time of a file's last change, as exactly as the server can.
     *
     * @return false when the server has no such command, or refuses it; nothing is changed then
     */
    default boolean setModified(String path, Instant time, Monitor monitor) throws Failure {
        return false;
    }

    /** Ends the session in order; never throws, takes at most a few seconds, and may be called twice. */
    @Override
    void close();
}
