/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

import org.atferry.at.port.PortException;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.command.qftp.ReplyMapping;
import org.atferry.emulator.internal.line.Answer;
import org.atferry.emulator.internal.line.DataLine;
import org.atferry.ftp.FtpDownload;
import org.atferry.remote.Failure;

/**
 * Bytes on their way from the server to the host ({@code AT+QFTPGET}, {@code LIST}, {@code NLST}, {@code MLSD} with {@code COM:}, Quectel
 * FTP(S) manual 2.6, 2.11-2.13). {@code +++} ends the transfer with 616 (*chosen*).
 */
final class Download {

    private static final int BUFFER = 1 << 16;

    private enum End { COMPLETE, LIMIT, ESCAPE, STUCK, BROKEN }

    private final ModuleFtp ftp;
    private final Work work;
    private final FtpDownload download;
    private volatile boolean escaped;
    private long moved;

    Download(ModuleFtp ftp, Work work, FtpDownload download) {
        this.ftp = ftp;
        this.work = work;
        this.download = download;
    }

    /**
     * Moves the data.
     *
     * @param limit at most so many bytes; 0: all
     */
    Answer run(DataLine line, QftpCommand command, long limit) {
        line.input().startSink(this::escape);
        line.output().connect();
        End end = pump(line, limit == 0 ? Long.MAX_VALUE : limit);
        line.input().endData();
        return Answer.ok().then(ending(command, end));
    }

    /** Closes the data connection, so that whoever reads from it comes back; the working thread waits for the server. */
    private void escape() {
        escaped = true;
        ftp.inWorkingThread(download::abort);
    }

    private End pump(DataLine line, long limit) {
        byte[] buffer = new byte[BUFFER];
        InputStream stream = download.stream();
        try {
            while (moved < limit && !escaped) {
                int count = stream.read(buffer, 0, (int) Math.min(buffer.length, limit - moved));
                if (count < 0) {
                    return escaped ? End.ESCAPE : End.COMPLETE;
                }
                if (!hand(line, buffer, count)) {
                    return escaped ? End.ESCAPE : End.STUCK;
                }
            }
            return escaped ? End.ESCAPE : End.LIMIT;
        } catch (IOException e) {
            return escaped ? End.ESCAPE : End.BROKEN;
        }
    }

    private boolean hand(DataLine line, byte[] buffer, int count) {
        for (int done = 0; done < count && !escaped;) {
            int piece = Math.min(line.slice(), count - done);
            try {
                line.output().data(buffer, done, piece, ftp.rsptimeout());
            } catch (PortException e) {
                return false;
            }
            done += piece;
            moved += piece;
            ftp.length(moved);
        }
        return !escaped;
    }

    private Supplier<String> ending(QftpCommand command, End end) {
        return () -> ftp.perform(command, work, () -> {
            work.within(ftp.rsptimeout());
            // The escape may have come when all bytes were through, and has closed the data connection then
            return escaped ? abandoned(QftpCode.TRANSFER_ABORTED) : switch (end) {
                case COMPLETE -> complete();
                case LIMIT -> limited();
                case ESCAPE -> abandoned(QftpCode.TRANSFER_ABORTED);
                case STUCK -> abandoned(QftpCode.TIMEOUT);
                case BROKEN -> broken();
            };
        });
    }

    private String complete() throws Failure {
        download.finish();
        return "0," + moved;
    }

    /** The host has what it asked for; whether the file goes on decides how the data connection ends. */
    private String limited() throws Failure {
        int next;
        try {
            next = download.stream().read();
        } catch (IOException e) {
            return broken();
        }
        if (next < 0) {
            return complete();
        }
        download.abort();
        return "0," + moved;
    }

    private String abandoned(QftpCode why) {
        download.abort();
        return why.number() + ",0";
    }

    private String broken() throws Failure {
        download.finish();
        return ModuleFtp.text(new ReplyMapping.Result(QftpCode.DATA_CLOSED, 0));
    }
}
