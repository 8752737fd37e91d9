/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.atferry.at.AtChannel;
import org.atferry.at.AtCommand;
import org.atferry.at.AtCommand.Data;
import org.atferry.at.AtException;
import org.atferry.at.AtResponse;
import org.atferry.at.internal.ReplayPorts;
import org.atferry.at.port.LoopPair;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.testing.ScriptedModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved traces: written, read back, and played. */
class TraceTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);
    private static final AtCommand CONFIGURE = AtCommand.of("AT+QFTPCFG=\"account\",\"joe\",\"s3cret\"", SECONDS);
    private static final AtCommand READ = AtCommand.of("AT+QFTPCFG=\"account\"", SECONDS).withInformation("+QFTPCFG:");
    private static final byte[] CONTENT = "payload\r\nOK\r\n\0\377 *** \\x".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    private static AtCommand put(byte[] content) {
        return AtCommand.of("AT+QFTPPUT=\"f\",\"COM:\",0," + content.length + ",1", SECONDS).withResult("+QFTPPUT:", SECONDS)
                .withData(new Data.Upload(new ByteArrayInputStream(content), content.length, SECONDS, done -> { }));
    }

    private static AtCommand get(ByteArrayOutputStream sink) {
        return AtCommand.of("AT+QFTPGET=\"f\",\"COM:\"", SECONDS).withResult("+QFTPGET:", SECONDS)
                .withData(new Data.Download(sink, CONTENT.length, SECONDS, done -> { }));
    }

    /** A conversation with everything in it, traced into a file. */
    private Path record() throws Exception {
        Path file = folder.resolve("at.trace");
        LoopPair pair = LoopPair.create("recorded");
        try (TraceWriter writer = new TraceWriter(Files.newOutputStream(file), "a test\nof it");
                ScriptedModule module = new ScriptedModule(pair.module()); AtChannel channel = new AtChannel(pair.host(), writer)) {
            channel.transferId("t7");
            module.expect(CONFIGURE.line() + "\r").reply(CONFIGURE.line() + "\r\r\nOK\r\n");
            assertTrue(channel.execute(CONFIGURE).ok());
            module.expect(READ.line() + "\r").inPiecesOf(5).reply("\r\n+QFTPCFG: \"account\",\"joe\",\"s3cret\"\r\n\r\nOK\r\n");
            assertEquals(1, channel.execute(READ).information().size());
            module.inPiecesOf(Integer.MAX_VALUE).expect(put(CONTENT).line() + "\r").reply("\r\nCONNECT\r\n").expect(CONTENT)
                    .reply("\r\nOK\r\n\r\n+QFTPPUT: 0," + CONTENT.length + "\r\n");
            assertTrue(channel.execute(put(CONTENT)).ok());
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            module.expect(get(sink).line() + "\r").reply("\r\nCONNECT\r\n").reply(CONTENT)
                    .reply("\r\nOK\r\n\r\n+QFTPGET: 0," + CONTENT.length + "\r\n");
            assertTrue(channel.execute(get(sink)).ok());
        }
        return file;
    }

    private static String text(List<TraceEvent> events, TraceEvent.Direction direction) {
        return events.stream().filter(event -> event.direction() == direction)
                .map(event -> new String(event.bytes(), StandardCharsets.ISO_8859_1)).collect(Collectors.joining());
    }

    @Test
    void holdsEveryByteButNoSecretWithTimeAndIdAndReadsBack() throws Exception {
        Path file = record();
        assertFalse(Files.readString(file).contains("s3cret"));
        List<TraceEvent> events = TraceReader.read(file);
        String content = new String(CONTENT, StandardCharsets.ISO_8859_1);
        assertEquals("AT+QFTPCFG=\"account\",\"joe\",\"***\"\rAT+QFTPCFG=\"account\"\r" + put(CONTENT).line() + "\r" + content
                + get(new ByteArrayOutputStream()).line() + "\r", text(events, TraceEvent.Direction.SENT));
        assertEquals("AT+QFTPCFG=\"account\",\"joe\",\"***\"\r\r\nOK\r\n\r\n+QFTPCFG: \"account\",\"joe\",\"***\"\r\n\r\nOK\r\n"
                + "\r\nCONNECT\r\n\r\nOK\r\n\r\n+QFTPPUT: 0," + CONTENT.length + "\r\n\r\nCONNECT\r\n" + content
                + "\r\nOK\r\n\r\n+QFTPGET: 0," + CONTENT.length + "\r\n", text(events, TraceEvent.Direction.RECEIVED));
        assertTrue(events.stream().allMatch(event -> event.transferId().equals("t7") && event.link().equals("loop:recorded")));
        Instant now = Instant.now();
        assertTrue(events.stream().allMatch(event -> Duration.between(event.time(), now).toMinutes() < 5));
    }

    @Test
    void everyByteSurvivesTheFile() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        TraceEvent event = new TraceEvent(Instant.parse("2026-01-02T03:04:05.000000006Z"), "serial:/dev/my tty", "",
                TraceEvent.Direction.RECEIVED, all);
        Path file = folder.resolve("bytes.trace");
        try (TraceWriter writer = new TraceWriter(Files.newOutputStream(file), "bytes")) {
            writer.traced(event);
            writer.traced(event);
        }
        List<TraceEvent> read = TraceReader.read(file);
        assertEquals(2, read.size());
        assertArrayEquals(all, read.get(1).bytes());
        assertEquals(event.time(), read.get(0).time());
        assertEquals("serial:/dev/my tty", read.get(0).link());
        assertEquals("", read.get(0).transferId());
        assertTrue(Files.readString(file).chars().allMatch(c -> c < 0x7f));
    }

    @Test
    void aLineThatIsNoneIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.trace"), "# fine\n\nnonsense\n");
        assertTrue(assertThrows(IOException.class, () -> TraceReader.read(file)).getMessage().contains("line 3"));
        for (String bytes : List.of("\\q", "\\x1", "\\")) {
            Files.writeString(file, "2026-01-02T03:04:05Z\tx\t-\t>\t" + bytes + "\n");
            assertThrows(IOException.class, () -> TraceReader.read(file), bytes);
        }
    }

    @Test
    void aFullDiskStopsTheTraceAndIsToldAtTheEnd() throws Exception {
        OutputStream full = new OutputStream() {
            private int room = 20;

            @Override
            public void write(int b) throws IOException {
                if (room-- <= 0) {
                    throw new IOException("disk full");
                }
            }
        };
        TraceWriter writer = new TraceWriter(full, "title");
        TraceEvent event = new TraceEvent(Instant.now(), "x", "", TraceEvent.Direction.SENT, new byte[100]);
        writer.traced(event);
        writer.traced(event);
        assertEquals("disk full", assertThrows(IOException.class, writer::close).getMessage());
    }

    private Port replay(Path file) throws PortException {
        return new ReplayPorts().open(new PortAddress("replay", file.toString(), java.util.Map.of()));
    }

    @Test
    void aSavedTracePlaysTheModuleAndASecretMayDiffer() throws Exception {
        try (AtChannel channel = new AtChannel(replay(record()), TraceListener.NONE)) {
            assertTrue(channel.execute(AtCommand.of("AT+QFTPCFG=\"account\",\"joe\",\"another\"", SECONDS)).ok());
            assertEquals(List.of("+QFTPCFG: \"account\",\"joe\",\"***\""), channel.execute(READ).information());
            AtResponse sent = channel.execute(put(CONTENT));
            assertEquals(Optional.of("0," + CONTENT.length), sent.result());
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            assertTrue(channel.execute(get(sink)).ok());
            assertArrayEquals(CONTENT, sink.toByteArray());
            AtException over = assertThrows(AtException.class, () -> channel.execute(AtCommand.of("AT", SECONDS)));
            assertEquals(AtException.Kind.LOST, over.kind());
        }
    }

    @Test
    void aDifferenceIsLostAndToldBothWays() throws Exception {
        try (AtChannel channel = new AtChannel(replay(record()), TraceListener.NONE)) {
            AtException failure = assertThrows(AtException.class, () -> channel.execute(AtCommand.of("AT+QIACT=1", SECONDS)));
            assertEquals(AtException.Kind.LOST, failure.kind());
            String words = failure.getCause().getMessage();
            assertTrue(words.contains("AT+QIACT=1") && words.contains("AT+QFTPCFG"), words);
        }
    }

    @Test
    void aTraceThatIsNotThereIsMissing() {
        assertEquals(PortException.Kind.MISSING, assertThrows(PortException.class, () -> replay(folder.resolve("nothing"))).kind());
    }
}
