/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import static org.atferry.at.Bench.SECOND;
import static org.atferry.at.Bench.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.atferry.at.AtCommand.Data;

/** Commands with data, for the tests of data mode. */
abstract class Transfers {

    static final Duration GAP = Duration.ofSeconds(90);
    final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    final AtomicLong progress = new AtomicLong();

    AtCommand get(OutputStream to, long length) {
        return command("AT+QFTPGET=\"f\",\"COM:\",0," + length).withResult("+QFTPGET:", SECOND)
                .withData(new Data.Download(to, length, GAP, progress::set));
    }

    AtCommand get(long length) {
        return get(sink, length);
    }

    AtCommand put(InputStream source, long length, Duration gap) {
        return command("AT+QFTPPUT=\"f\",\"COM:\",0," + length + ",1").withResult("+QFTPPUT:", SECOND)
                .withData(new Data.Upload(source, length, gap, progress::set));
    }

    AtCommand put(byte[] content) {
        return put(new ByteArrayInputStream(content), content.length, GAP);
    }

    /** Everything that could be mistaken for something, and all bytes. */
    static byte[] nasty(int length) {
        byte[] content = new byte[length];
        new Random(7).nextBytes(content);
        byte[] words = ("\r\nOK\r\n\r\n+QFTPGET: 616,426\r\n"
                + "\r\n+CME ERROR: 616\r\n\r\nNO CARRIER\r\n+++\u001a\r\n+QFTPPUT: 0,3\r\n> AT+QPOWD\r")
                .getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(words, 0, content, 0, words.length);
        System.arraycopy(words, 0, content, length - words.length, words.length);
        for (int i = 0; i < 256; i++) {
            content[words.length + i] = (byte) i;
        }
        return content;
    }
}
