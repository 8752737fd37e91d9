/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import java.io.IOException;
import java.util.function.Supplier;

import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.command.qftp.ReplyMapping;
import org.atferry.emulator.internal.line.Answer;
import org.atferry.emulator.internal.line.DataLine;
import org.atferry.emulator.internal.line.LineInput;
import org.atferry.ftp.FtpUpload;
import org.atferry.remote.Failure;

/**
 * A file on its way from the host to the server ({@code AT+QFTPPUT} with {@code COM:}, Quectel FTP(S) manual 2.5), in one command or in
 * several over one data connection.
 * <p>
 * Data mode ends with the declared length, with {@code +++}, or after {@code rsptimeout} without a byte (609). When the server gives up in
 * the middle, what still comes of the data is taken and dropped, so that it is never read as commands; then the result tells why.
 * What comes behind the declared length before {@code OK} is surplus and dropped.
 */
final class Upload {

    private final ModuleFtp ftp;
    private final Work work;
    private final FtpUpload upload;
    private final String name;
    private long position;
    private ReplyMapping.Result failed;

    Upload(ModuleFtp ftp, Work work, FtpUpload upload, String name, long position) {
        this.ftp = ftp;
        this.work = work;
        this.upload = upload;
        this.name = name;
        this.position = position;
    }

    /** The file's name on the server. */
    String name() {
        return name;
    }

    /** Where in the file the next byte goes. */
    long position() {
        return position;
    }

    /**
     * Moves the data of one command.
     *
     * @param length declared; negative: until {@code +++}
     * @param last whether the file ends with it
     */
    Answer run(DataLine line, long length, boolean last) {
        LineInput input = line.input();
        long start = position;
        input.startData(length, ftp.rsptimeout());
        line.output().connect();
        LineInput.Signal end = pump(input, start, length);
        input.endData();
        if (end == LineInput.Signal.DATA) {
            input.discard(line.quiet());
        }
        long moved = position - start;
        if (failed != null) {
            ftp.release(work);
            return Answer.ok().followedBy(QftpCommand.QFTPPUT.result() + " " + ModuleFtp.text(failed));
        }
        return switch (end) {
            case DATA -> last ? Answer.ok().then(ending(moved)) : keep(moved);
            case ESCAPE -> Answer.ok().then(ending(moved));
            case SILENCE -> Answer.ok().then(aborting(QftpCode.TIMEOUT));
            case LOST -> Answer.ok().then(aborting(QftpCode.CONTROL_CLOSED));
        };
    }

    /** Returns DATA when the declared length is there. */
    private LineInput.Signal pump(LineInput input, long start, long length) {
        long left = length;
        while (left != 0) {
            LineInput.Signal signal = input.await();
            if (signal != LineInput.Signal.DATA) {
                return signal;
            }
            LineInput.Span span = input.span();
            int count = left < 0 ? span.length() : (int) Math.min(left, span.length());
            if (failed == null) {
                send(span, count);
                ftp.length(position - start);
            }
            input.consume(count);
            left = left < 0 ? left : left - count;
        }
        return LineInput.Signal.DATA;
    }

    private void send(LineInput.Span span, int count) {
        try {
            upload.stream().write(span.bytes(), span.offset(), count);
            position += count;
        } catch (IOException e) {
            failed = reason();
        }
    }

    /** What the server says about a data connection that takes no more. */
    private ReplyMapping.Result reason() {
        try {
            work.within(ftp.rsptimeout());
            upload.finish();
            return new ReplyMapping.Result(QftpCode.DATA_CLOSED, 0);
        } catch (Failure failure) {
            return work.resultFor(failure);
        }
    }

    private Answer keep(long moved) {
        ftp.keep(this);
        return Answer.ok().followedBy(QftpCommand.QFTPPUT.result() + " 0," + moved);
    }

    private Supplier<String> ending(long moved) {
        return () -> ftp.perform(QftpCommand.QFTPPUT, work, () -> {
            work.within(ftp.rsptimeout());
            finish();
            return "0," + moved;
        });
    }

    private Supplier<String> aborting(QftpCode why) {
        return () -> ftp.perform(QftpCommand.QFTPPUT, work, () -> {
            upload.abort();
            return why.number() + ",0";
        });
    }

    /** Ends the file and waits for the server's word. */
    void finish() throws Failure {
        upload.finish();
    }
}
