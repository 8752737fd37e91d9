/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

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

    /** What arrived is what was sent. */
    record Verified(String path, Proof proof) implements StepEvent {
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
}
