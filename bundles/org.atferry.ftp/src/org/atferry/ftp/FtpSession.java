/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.internal.ContentHashes;
import org.atferry.ftp.internal.Directories;
import org.atferry.ftp.internal.FtpEngine;
import org.atferry.ftp.internal.Order;
import org.atferry.ftp.internal.TimeStamps;
import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/**
 * A session with an FTP server, one FTP command after the other. Every method blocks and obeys the monitor's cancellation within a second;
 * after it the session is usable, or closed ({@link #isAlive}). Every argument is refused with {@link FailureKind#MISUSE} before a byte is
 * sent when it holds a control character. One thread at a time, except {@link #isAlive} and {@link #close}. Sources: RFC 959, 2389, 2428,
 * 3659.
 */
public final class FtpSession implements AutoCloseable {

    private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,18})\\b.*");
    /** Who this is ({@code CLNT}); some servers choose what they say by it. */
    private static final String CLIENT = "AT Ferry";

    private final FtpEngine engine;
    private final Directories directories;
    private final TimeStamps times;
    private final ContentHashes hashes;

    private FtpSession(FtpEngine engine) {
        this.engine = engine;
        this.directories = new Directories(this, engine);
        this.times = new TimeStamps(engine);
        this.hashes = new ContentHashes(engine);
    }

    /**
     * Resolves the name, connects, and waits for the greeting; reports {@link StepEvent.NameResolved} and {@link StepEvent.Connected}.
     *
     * @param wire is told every line, with secrets masked
     * @throws Failure at {@link Step#RESOLVE} or {@link Step#CONNECT}
     */
    public static FtpSession connect(FtpSettings settings, FtpWireListener wire, Monitor monitor) throws Failure {
        return new FtpSession(FtpEngine.connect(settings, wire, monitor));
    }

    /**
     * Logs in, asks for the server's features, says who this is where the server wants to know, has it use UTF-8 where it can and the
     * character set of the settings where not, and binary; reports {@link StepEvent.LoggedIn}.
     */
    public void login(String user, Secret password, Monitor monitor) throws Failure {
        try (FtpEngine.Work work = engine.work(Step.LOGIN, user)) {
            engine.names(settings().access().names());
            ServerReply reply = engine.exchange(Step.LOGIN, user, "USER", user, monitor);
            if (FTPReply.isPositiveIntermediate(reply.code()) && reply.code() != FTPReply.NEED_ACCOUNT) {
                reply = sendPassword(user, password, monitor);
            }
            if (!FTPReply.isPositiveCompletion(reply.code())) {
                throw ReplyFailures.of(Step.LOGIN, user, reply);
            }
            engine.protectData(monitor);
            introduce(user, monitor);
            engine.ensureType(settings().fileType(), Step.LOGIN, user, monitor);
        }
        monitor.report(new StepEvent.LoggedIn(user));
    }

    private void introduce(String user, Monitor monitor) throws Failure {
        if (hasFeature("CLNT", monitor)) {
            engine.exchange(Step.LOGIN, user, "CLNT", CLIENT, monitor);
        }
        if (hasFeature("UTF8", monitor)) {
            engine.exchange(Step.LOGIN, user, "OPTS", "UTF8 ON", monitor);
            engine.names(StandardCharsets.UTF_8);
        }
    }

    /** The password must not turn up in a failure, even when it cannot be sent. */
    private ServerReply sendPassword(String user, Secret password, Monitor monitor) throws Failure {
        try {
            return engine.exchange(Step.LOGIN, user, "PASS", password.reveal(), monitor);
        } catch (Failure e) {
            throw e.kind() == FailureKind.MISUSE
                    ? Failure.at(Step.LOGIN).kind(FailureKind.MISUSE).subject(user).detail("a control character in the password").build()
                    : e;
        }
    }

    /**
     * Takes over mode, data address, reset, file type and timeouts for what comes next.
     *
     * @throws IllegalArgumentException when host, port or security differ: those need another session
     */
    public void reconfigure(FtpSettings changed) {
        FtpSettings present = settings();
        if (!changed.host().equals(present.host()) || changed.port() != present.port() || changed.security() != present.security()) {
            throw new IllegalArgumentException("another server");
        }
        engine.settings(changed);
    }

    /** The absolute path of the current directory ({@code PWD}); quotes within it are doubled by most servers, but not by all. */
    public String workingDirectory(Monitor monitor) throws Failure {
        return directories.workingDirectory(monitor);
    }

    /** Changes the current directory ({@code CWD}). */
    public void changeDirectory(String path, Monitor monitor) throws Failure {
        engine.whereabouts().change(path, monitor);
    }

    /**
     * The size of a file in bytes ({@code SIZE}).
     *
     * @return empty when the server says 550: there is no such file, or it is a directory
     */
    public OptionalLong size(String path, Monitor monitor) throws Failure {
        ServerReply reply = sizeReply(path, monitor);
        return reply.code() == FTPReply.FILE_UNAVAILABLE ? OptionalLong.empty() : OptionalLong.of(size(path, reply));
    }

    /** The size of a file in bytes; a failure with the server's reply when it says 550. */
    public long requiredSize(String path, Monitor monitor) throws Failure {
        return size(path, sizeReply(path, monitor));
    }

    /** A size in ASCII means nothing, and servers refuse to tell it. */
    private ServerReply sizeReply(String path, Monitor monitor) throws Failure {
        engine.ensureType(FtpSettings.FileType.BINARY, Step.STAT, path, monitor);
        return engine.exchange(Step.STAT, path, "SIZE", path, monitor);
    }

    private static long size(String path, ServerReply reply) throws Failure {
        Matcher matcher = SIZE.matcher(reply.text());
        if (!FTPReply.isPositiveCompletion(reply.code()) || !matcher.matches()) {
            throw ReplyFailures.of(Step.STAT, path, reply);
        }
        return Long.parseLong(matcher.group(1));
    }

    /**
     * The time of the last change ({@code MDTM}).
     *
     * @return empty when the server does not say it, whatever the reason
     */
    public Optional<Instant> modified(String path, Monitor monitor) throws Failure {
        return times.modified(path, monitor);
    }

    /** The time of the last change ({@code MDTM}); a failure with the server's reply when it does not say it. */
    public Instant requiredModified(String path, Monitor monitor) throws Failure {
        return times.required(path, monitor);
    }

    /**
     * Sets the time of the last change, in whole seconds ({@code MFMT}, else {@code MDTM} with a time, which is checked).
     *
     * @return false when the server cannot, or does not want to
     */
    public boolean setModified(String path, Instant time, Monitor monitor) throws Failure {
        return times.set(path, time, monitor);
    }

    /** Sets the rights of a file ({@code SITE CHMOD}), which many servers have; 0 to 0777 as on Unix. */
    public void changeMode(String path, int mode, Monitor monitor) throws Failure {
        if (mode < 0 || mode > 0777) {
            throw new IllegalArgumentException("mode out of range: " + mode);
        }
        engine.require(Step.COMMAND, path, "SITE", String.format("CHMOD %03o %s", mode, path), monitor);
    }

    /**
     * How many bytes may still be stored in a directory ({@code AVBL}, draft-peterson-streamlined-ftp-command-extensions).
     *
     * @param directory empty for the current one
     * @return empty when the server does not say it
     */
    public OptionalLong available(String directory, Monitor monitor) throws Failure {
        if (!hasFeature("AVBL", monitor)) {
            return OptionalLong.empty();
        }
        ServerReply reply = engine.exchange(Step.STAT, directory, "AVBL", directory.isEmpty() ? null : directory, monitor);
        Matcher matcher = SIZE.matcher(reply.text());
        boolean told = FTPReply.isPositiveCompletion(reply.code()) && matcher.matches();
        return told ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** Deletes a file ({@code DELE}). */
    public void delete(String path, Monitor monitor) throws Failure {
        engine.require(Step.DELETE, path, "DELE", path, monitor);
    }

    /** Renames ({@code RNFR}, {@code RNTO}); what happens to a file that is there already is the server's choice. */
    public void rename(String from, String to, Monitor monitor) throws Failure {
        engine.checkSendable(to, Step.RENAME);
        try (FtpEngine.Work work = engine.work(Step.RENAME, from)) {
            ServerReply reply = engine.exchange(Step.RENAME, from, "RNFR", from, monitor);
            if (!FTPReply.isPositiveIntermediate(reply.code())) {
                throw ReplyFailures.of(Step.RENAME, from, reply);
            }
            engine.require(Step.RENAME, to, "RNTO", to, monitor);
            engine.whereabouts().renamed(from);
        }
    }

    /** Makes a directory ({@code MKD}). */
    public void makeDirectory(String path, Monitor monitor) throws Failure {
        engine.require(Step.MAKE_DIRECTORY, path, "MKD", path, monitor);
    }

    /** Removes an empty directory ({@code RMD}). */
    public void removeDirectory(String path, Monitor monitor) throws Failure {
        engine.require(Step.REMOVE_DIRECTORY, path, "RMD", path, monitor);
    }

    /**
     * Starts an upload ({@code STOR}, after {@code REST} when {@code offset} is not 0).
     *
     * @throws Failure {@link FailureKind#RESTART_REFUSED} when the server refuses the offset; nothing is stored then
     */
    public FtpUpload store(String path, long offset, Monitor monitor) throws Failure {
        engine.ensureType(settings().fileType(), Step.TRANSFER, path, monitor);
        return new FtpUpload(engine.transfer(
                new Order(Step.TRANSFER, path, "STOR", path, offset, true, isAscii(), OptionalLong.empty()), monitor));
    }

    /**
     * Starts a download ({@code RETR}, after {@code REST} when {@code offset} is not 0). A binary one asks for the size first, so that
     * {@link FtpDownload#finish} knows whether all of it came.
     *
     * @throws Failure {@link FailureKind#RESTART_REFUSED} when the server refuses the offset
     */
    public FtpDownload retrieve(String path, long offset, Monitor monitor) throws Failure {
        try (FtpEngine.Work work = engine.work(Step.TRANSFER, path)) {
            OptionalLong expected = OptionalLong.empty();
            if (!isAscii() && engine.feature("SIZE", Step.TRANSFER, monitor).isPresent()) {
                OptionalLong size = size(path, monitor);
                expected = size.isPresent() ? OptionalLong.of(Math.max(0, size.getAsLong() - offset)) : size;
            }
            return retrieve(path, offset, expected, monitor);
        }
    }

    /** Starts a download of which the caller knows how much must come, or will count himself. */
    FtpDownload retrieve(String path, long offset, OptionalLong expected, Monitor monitor) throws Failure {
        engine.ensureType(settings().fileType(), Step.TRANSFER, path, monitor);
        return new FtpDownload(
                engine.transfer(new Order(Step.TRANSFER, path, "RETR", path, offset, false, isAscii(), expected), monitor));
    }

    private boolean isAscii() {
        return settings().fileType() == FtpSettings.FileType.ASCII;
    }

    /**
     * Starts a listing; its bytes are what the server sends.
     *
     * @param directory sent as it is; empty for the current one
     */
    public FtpDownload listing(ListingKind kind, String directory, Monitor monitor) throws Failure {
        String argument = directory.isEmpty() ? null : directory;
        return new FtpDownload(engine.transfer(
                new Order(Step.LIST, directory, kind.name(), argument, 0, false, false, OptionalLong.empty()), monitor));
    }

    /**
     * Hands each entry of a directory to {@code sink} as it arrives, without {@code .} and {@code ..}: by {@code MLSD} where the server has
     * it, else by {@code LIST}. Goes to the directory and comes back before the next command that depends on it, because servers take an
     * argument of a listing for options and patterns. Times of {@code LIST} may be those of the server's clock, see {@link #stat}.
     *
     * @param directory empty for the current one
     */
    public void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        directories.list(directory, sink, monitor);
    }

    /**
     * What is under a path: by {@code MLST} where the server has it and answers for that very name, else by {@code SIZE}, {@code MDTM}
     * (whose time is UTC, unlike that of a listing) and {@code CWD}.
     *
     * @return empty when there is nothing of that name
     */
    public Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure {
        return directories.stat(path, monitor);
    }

    /**
     * A proof of a file's content as the server computes it, by the strongest algorithm that it has ({@code HASH}, {@code XSHA512} and its
     * kin, {@code MD5}); takes ten times the reply timeout at most.
     *
     * @return empty when the server has none, or does not answer with one that is beyond doubt
     */
    public Optional<ContentHash> contentHash(String path, Monitor monitor) throws Failure {
        return hashes.of(path, monitor);
    }

    /** Whether the server lists a feature in its answer to {@code FEAT}. */
    public boolean hasFeature(String name, Monitor monitor) throws Failure {
        return engine.feature(name, Step.LOGIN, monitor).isPresent();
    }

    /** Whether the control connection is open, as far as is known without asking. */
    public boolean isAlive() {
        return engine.isAlive();
    }

    /** How this session is to be. */
    public FtpSettings settings() {
        return engine.settings();
    }

    /** Says {@code QUIT} when nothing is under way, and closes; ends what is under way. Takes at most a second; may be called twice. */
    @Override
    public void close() {
        engine.quit();
    }
}
