/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;

/**
 * Looks at commands before the server does: refuses, in words that say why, what the server would refuse with a word that fits everything,
 * and answers what the server answers wrongly. Knows the sessions, so that a transfer can be ended when the server is stopped.
 */
final class Gatekeeper extends DefaultFtplet {

    private static final int INVALID_RESTART = 554;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS").withZone(ZoneOffset.UTC);

    private final Set<FtpSession> sessions = ConcurrentHashMap.newKeySet();

    /** Ends every transfer that runs. */
    void endTransfers() {
        for (FtpSession session : sessions) {
            Thread thread = new Thread(() -> session.getDataConnection().closeDataConnection(), "atferry-server-close");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public FtpletResult onConnect(FtpSession session) {
        sessions.add(session);
        return FtpletResult.DEFAULT;
    }

    @Override
    public FtpletResult onDisconnect(FtpSession session) {
        sessions.remove(session);
        return FtpletResult.DEFAULT;
    }

    @Override
    public FtpletResult beforeCommand(FtpSession session, FtpRequest request) throws FtpException, IOException {
        Optional<FtpReply> answer = session.isLoggedIn() ? answer(session, request) : Optional.empty();
        if (answer.isPresent()) {
            session.write(answer.get());
            return FtpletResult.SKIP;
        }
        return FtpletResult.DEFAULT;
    }

    private static Optional<FtpReply> answer(FtpSession session, FtpRequest request) throws FtpException {
        String verb = request.getCommand().toUpperCase(Locale.ROOT);
        RootedFile file;
        try {
            file = (RootedFile) session.getFileSystemView().getFile(request.hasArgument() ? request.getArgument() : "");
        } catch (FtpException e) {
            return Optional.empty();
        }
        return switch (verb) {
            case "PWD" -> reply(FtpReply.REPLY_257_PATHNAME_CREATED, quoted(session.getFileSystemView().getWorkingDirectory()));
            case "MLST" -> file.doesExist() ? reply(FtpReply.REPLY_250_REQUESTED_FILE_ACTION_OKAY, facts(file)) : missing(file);
            case "DELE", "RMD", "RNFR" -> file.doesExist() ? Optional.empty() : missing(file);
            case "MKD" -> hasDirectory(file) ? Optional.empty() : missing(file);
            case "RNTO" -> hasDirectory(file) ? renaming(file) : missing(file);
            case "STOR" -> hasDirectory(file) ? storing(file, session.getFileOffset()) : missing(file);
            case "APPE" -> hasDirectory(file) ? storing(file, 0) : missing(file);
            default -> Optional.empty();
        };
    }

    private static boolean hasDirectory(RootedFile file) {
        return Files.isDirectory(file.path().getParent());
    }

    private static Optional<FtpReply> missing(RootedFile file) {
        return reply(FtpReply.REPLY_550_REQUESTED_ACTION_NOT_TAKEN, file.getAbsolutePath() + ": No such file or directory.");
    }

    private static Optional<FtpReply> renaming(RootedFile file) {
        return file.doesExist() ? reply(FtpReply.REPLY_553_REQUESTED_ACTION_NOT_TAKEN_FILE_NAME_NOT_ALLOWED,
                file.getAbsolutePath() + ": File exists.") : Optional.empty();
    }

    private static Optional<FtpReply> storing(RootedFile file, long offset) {
        if (file.isDirectory()) {
            return reply(FtpReply.REPLY_550_REQUESTED_ACTION_NOT_TAKEN, file.getAbsolutePath() + ": Is a directory.");
        }
        if (offset > file.getSize()) {
            return reply(INVALID_RESTART, file.getAbsolutePath() + ": Restart position is behind the end.");
        }
        return Optional.empty();
    }

    /** RFC 959 appendix II: a quote within the name is doubled. */
    private static String quoted(FtpFile directory) {
        return '"' + directory.getAbsolutePath().replace("\"", "\"\"") + "\" is the current directory.";
    }

    /** RFC 3659 section 7.2; the server itself would take some names for patterns and options. */
    private static String facts(RootedFile file) {
        String type = file.isDirectory() ? "Type=dir;" : file.isFile() ? "Type=file;" : "";
        String time = TIME.format(Instant.ofEpochMilli(file.getLastModified()));
        return "Listing\n Size=" + file.getSize() + ";Modify=" + time + ";" + type + ' ' + file.getAbsolutePath() + "\nEnd";
    }

    private static Optional<FtpReply> reply(int code, String words) {
        return Optional.of(new DefaultFtpReply(code, words));
    }
}
