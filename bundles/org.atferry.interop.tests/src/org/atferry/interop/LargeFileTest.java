/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file whose length needs more than 31 bits: 2 GiB and one byte, sparse, with marks at its beginning, in its middle and over the border.
 * A length or an offset that somebody keeps in too few bits would cut it, wrap it, or move what is behind the border. Needs 4 GiB of disk.
 */
class LargeFileTest {

    private static final long BORDER = 1L << 31;
    private static final long LENGTH = BORDER + 1;
    private static final byte[] MARK = "MARK-across".getBytes(StandardCharsets.US_ASCII);
    /** The last mark ends with the file, so that its last byte is the one behind 2 GiB. */
    private static final long[] MARKS = { 0, 1_234_567_890, LENGTH - MARK.length };

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    @Tag("slow")
    void twoGibibytesAndOneByteGoThereAndBack(ServerKind kind, @TempDir Path folder) throws IOException, Failure {
        Way way = new Way(new DirectRoute(), kind, Security.PLAIN, DataMode.PASSIVE);
        try (Servers servers = new Servers(kind, folder.resolve("server"));
                Visit visit = new Visit(way, servers.get(Security.PLAIN), ServerAccess.defaults(), folder)) {
            Path source = sparse(visit.here("large"));
            SafeTransfer transfer = new SafeTransfer(TransferOptions.defaults(), System::nanoTime);
            assertEquals(LENGTH, transfer.push(visit.fs(), source, visit.path("large"), Monitor.none()).length());
            assertMarks(visit.disk("large"));
            Files.delete(source);

            assertEquals(OptionalLong.of(LENGTH), visit.fs().stat(visit.path("large"), Monitor.none()).orElseThrow().size());
            assertEquals(OptionalLong.of(LENGTH), visit.fs().list(visit.path(""), Monitor.none()).get(0).size());
            assertContinuesBehindTheBorder(visit);

            assertEquals(LENGTH, transfer.pull(visit.fs(), visit.path("large"), visit.here("back"), Monitor.none()).length());
            assertMarks(visit.here("back"));
        }
    }

    private static void assertContinuesBehindTheBorder(Visit visit) throws IOException, Failure {
        long start = LENGTH - MARK.length;
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        visit.fs().get(visit.path("large"), end, start, MARK.length, Monitor.none());
        assertArrayEquals(MARK, end.toByteArray());
        byte[] last = { MARK[MARK.length - 1] };
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        visit.fs().get(visit.path("large"), one, BORDER, 1, Monitor.none());
        assertArrayEquals(last, one.toByteArray());
        // cut to exactly 2 GiB, and continued with the one byte that is missing
        try (FileChannel channel = FileChannel.open(visit.disk("large"), StandardOpenOption.WRITE)) {
            channel.truncate(BORDER);
        }
        visit.fs().put(visit.path("large"), new ByteArrayInputStream(last), BORDER, 1, Monitor.none());
        assertMarks(visit.disk("large"));
    }

    private static Path sparse(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            for (long at : MARKS) {
                channel.write(ByteBuffer.wrap(MARK), at);
            }
        }
        return file;
    }

    private static void assertMarks(Path file) throws IOException {
        assertEquals(LENGTH, Files.size(file));
        try (FileChannel channel = FileChannel.open(file)) {
            for (long at : MARKS) {
                // with a zero on either side, where there is one: what is not a mark has stayed empty
                long from = Math.max(0, at - 1);
                ByteBuffer bytes = ByteBuffer.allocate((int) (Math.min(LENGTH, at + MARK.length + 1) - from));
                while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
                    // until all is read
                }
                ByteBuffer expected = ByteBuffer.allocate(bytes.capacity());
                expected.position((int) (at - from)).put(MARK);
                assertArrayEquals(expected.array(), bytes.array(), "at " + at);
            }
        }
    }
}
