/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Optional;

/**
 * One step of a piece of work, told to its listener. Progress bars, wizard ticks, traces and logs are listeners; the transfer's id is the
 * {@link Monitor#id()} of the monitor that carried the event.
 */
public sealed interface StepEvent {

    /** The port is open. */
    record PortOpened(String port) implements StepEvent {
    }

    /** The module said who it is ({@code ATI}). */
    record ModuleIdentified(ModuleIdentity identity) implements StepEvent {
    }

    /** The SIM card is ready. */
    record SimReady() implements StepEvent {
    }

    /** The PDP context is active. */
    record ContextActive(int contextId, String address) implements StepEvent {
    }

    /** The server's name is resolved. */
    record NameResolved(String host, String address) implements StepEvent {
    }

    /** The control connection stands. */
    record Connected(String host, int port) implements StepEvent {
    }

    /** The server accepted the user. */
    record LoggedIn(String user) implements StepEvent {
    }

    /** The length and SHA-256 of the source are known. */
    record SourceHashed(String name, long length, Sha256 hash) implements StepEvent {
    }

    /** The bytes start to flow; {@code offset} is not 0 when a transfer is resumed. */
    record TransferStarted(String path, Direction direction, long offset, long total) implements StepEvent {
    }

    /** So many bytes of the file are through, counted from its beginning; comes often. */
    record Transferred(long done, long total) implements StepEvent {
    }

    /** The server refused to start at the offset: the transfer starts again from zero. */
    record RestartRefused(String path, long offset, String words) implements StepEvent {
    }

    /** The verification starts; reading back tells {@link Transferred} again. */
    record VerificationStarted(String path, Proof proof) implements StepEvent {
    }

    /** What arrived is what was sent; {@code algorithm} says by which hash that was found, empty for {@link Proof#SIZE}. */
    record Verified(String path, Proof proof, Optional<HashAlgorithm> algorithm) implements StepEvent {
        /** By size alone, or by a hash that is not named. */
        public Verified(String path, Proof proof) {
            this(path, proof, Optional.empty());
        }
    }

    /** A file has its new name. */
    record Renamed(String from, String to) implements StepEvent {
    }

    /** What a crash of an earlier transfer left behind was put right. */
    record Recovered(String path, String what) implements StepEvent {
    }

    /** Something was removed: a temporary file or a backup. */
    record Removed(String path) implements StepEvent {
    }

    /** Something that a person should know and that is no failure. */
    record Notice(Hint hint, String detail) implements StepEvent {
    }

    /** Which way the bytes flow. */
    enum Direction { UPLOAD, DOWNLOAD }

    /** How it is known that the content is right. */
    enum Proof {
        /** The sizes are equal; says nothing about the content. */
        SIZE,
        /** The server computed the hash itself. */
        SERVER_HASH,
        /** The file was read back and hashed. */
        READ_BACK
    }

    /**
     * How far a tree of files is; some times a second and once at the end. The totals grow while directories are still listed, and what
     * failed counts no more.
     *
     * @param complete whether everything is listed, so that the totals are final
     */
    record TreeProgress(long filesDone, long filesTotal, long bytesDone, long bytesTotal, boolean complete) implements StepEvent {
    }

    /** Something in a tree was left out, for a reason that a second try would not change; the rest goes on. */
    record Omitted(String path, Omission reason, String detail) implements StepEvent {
    }

    /** A file or directory of a tree could not be transferred; the rest goes on. */
    record FileFailed(String path, Failure failure) implements StepEvent {
    }

    /** The server refused a further session: a tree goes on with those that are open. Said once. */
    record SessionsLimited(int open, int wanted, Failure refusal) implements StepEvent {
    }

    /** Why something in a tree is left out. */
    enum Omission {
        /** The name cannot be the name of a file on the other side, or must not: it would lead elsewhere. */
        BAD_NAME,
        /** Another entry of the same directory has this name, or one that is the same on this file system. */
        SAME_NAME,
        /** Links are not followed. */
        LINK,
        /** Neither a file nor a directory: a device, a pipe, a socket. */
        SPECIAL_FILE,
        /** So deep that it can only be a link that leads back up. */
        TOO_DEEP
    }
}
