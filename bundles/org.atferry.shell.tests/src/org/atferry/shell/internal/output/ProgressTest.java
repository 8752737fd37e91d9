/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final StepEvent START = new StepEvent.TransferStarted("/fw.bin", StepEvent.Direction.UPLOAD, 0, 1_000_000);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now = 1;

    private Progress progress(Terminal terminal) {
        return new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, false, new Texts(Locale.ENGLISH), () -> now);
    }

    private void pass(Progress progress, long done, long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        progress.accept(new StepEvent.Transferred(done, 1_000_000));
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return shown().lines().toList();
    }

    @Test
    void aTerminalShowsOneLineThatIsDrawnAgain() {
        try (Progress progress = progress(new Terminal(true, 80, true))) {
            progress.accept(START);
            for (int i = 0; i <= 10; i++) {
                pass(progress, i * 50_000L, 500);
            }
            List<String> drawn = List.of(shown().split("\r"));
            assertEquals(12, drawn.size());
            assertEquals("  sending /fw.bin  50 %  500,000 of 1,000,000 bytes  100 kB/s  0:05 left", drawn.get(11).stripTrailing());
            assertFalse(shown().contains("\n"));
            pass(progress, 1_000_000, 5000);
            progress.accept(new StepEvent.Verified("/fw.bin", StepEvent.Proof.READ_BACK));
        }
        assertTrue(shown().contains("\r  sending /fw.bin 100 %  1,000,000 of 1,000,000 bytes  100 kB/s"), shown());
        assertEquals("\u2713 verified /fw.bin by reading back", lines().get(lines().size() - 1));
    }

    @Test
    void aTerminalIsDrawnTenTimesASecondAtMost() {
        try (Progress progress = progress(new Terminal(true, 80, true))) {
            progress.accept(START);
            for (int i = 0; i < 1000; i++) {
                pass(progress, i, 1);
            }
            assertEquals(11, shown().split("\r").length);
        }
    }

    @Test
    void aShorterLineLeavesNothingOfALongerOne() {
        try (Progress progress = progress(new Terminal(true, 80, true))) {
            progress.accept(START);
            for (int i = 0; i <= 10; i++) {
                pass(progress, i * 50_000L, 500);
            }
            pass(progress, 1_000_000, 500);
            List<String> drawn = List.of(shown().split("\r"));
            assertEquals(drawn.get(drawn.size() - 2).stripTrailing().length(), drawn.get(drawn.size() - 1).length());
        }
    }

    @Test
    void aLineNeverWraps() {
        String name = "/\u56fa\u4ef6".repeat(60);
        try (Progress progress = progress(new Terminal(true, 60, true))) {
            progress.accept(new StepEvent.TransferStarted(name, StepEvent.Direction.DOWNLOAD, 0, 1_000_000));
            for (int i = 0; i <= 10; i++) {
                pass(progress, i * 50_000L, 500);
            }
            for (String line : shown().split("\r")) {
                assertTrue(Printable.columns(line) < 60, line);
            }
            assertTrue(shown().contains("500,000 of 1,000,000 bytes"), shown());
        }
    }

    @Test
    void aFileGetsALineForEachStepAndOneForTheBytes() {
        try (Progress progress = progress(Terminal.NONE)) {
            progress.accept(new StepEvent.PortOpened("loop:x"));
            progress.accept(START);
            for (int i = 1; i <= 100; i++) {
                pass(progress, i * 10_000L, 100);
            }
            progress.accept(new StepEvent.Renamed("/fw.bin.part", "/fw.bin"));
        }
        assertEquals(List.of("+ port loop:x opened", "  sending /fw.bin", "  100 %  1,000,000 of 1,000,000 bytes  100 kB/s",
                "+ renamed /fw.bin.part to /fw.bin"), lines());
    }

    @Test
    void aFileShowsThatALongTransferIsAlive() {
        try (Progress progress = progress(Terminal.NONE)) {
            progress.accept(START);
            for (int i = 0; i < 100; i++) {
                pass(progress, i * 1000L, 1000);
            }
            assertEquals(1 + 3, lines().size(), shown());
        }
    }

    @Test
    void briefStepsAreGoneAfterwards() {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress = new Progress(out, new Terminal(true, 80, true), true, new Texts(Locale.ENGLISH), () -> now)) {
            progress.accept(new StepEvent.PortOpened("loop:x"));
            progress.accept(new StepEvent.SimReady());
            progress.close();
            out.print("result");
        }
        assertEquals("\r  port loop:x opened\r  SIM card ready    \r" + " ".repeat(16) + "\rresult", shown());
    }

    @Test
    void briefStepsAreNotWrittenToAFile() {
        try (Progress progress = new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), Terminal.NONE, true,
                new Texts(Locale.ENGLISH), () -> now)) {
            progress.accept(new StepEvent.PortOpened("loop:x"));
        }
        assertEquals("", shown());
    }

    private static StepEvent.TreeProgress tree(long files, long bytes, boolean complete) {
        return new StepEvent.TreeProgress(files, complete ? 1003 : files + 5, bytes, complete ? 1_000_000 : bytes + 5, complete);
    }

    @Test
    void aTreeIsOneLineForAllItsFiles() {
        try (Progress progress = progress(new Terminal(true, 80, true))) {
            progress.accept(tree(0, 0, false));
            now += TimeUnit.SECONDS.toNanos(1);
            progress.accept(tree(3, 100_000, false));
            assertEquals("  3 of 8 files found so far  100 kB  100 kB/s", last().stripTrailing());
            for (int i = 2; i <= 9; i++) {
                now += TimeUnit.SECONDS.toNanos(1);
                progress.accept(tree(i * 100, i * 100_000, true));
            }
            assertEquals("  90 %  900 of 1,003 files  900 kB of 1.00 MB  100 kB/s  0:01 left", last().stripTrailing());
            assertFalse(shown().contains("\n"));
        }
        assertTrue(shown().endsWith("\n"), shown());
    }

    private String last() {
        String[] drawn = shown().split("\r");
        return drawn[drawn.length - 1];
    }

    @Test
    void aTreeInAFileHasItsEnd() {
        try (Progress progress = progress(Terminal.NONE)) {
            progress.accept(tree(500, 500_000, true));
            progress.accept(tree(1003, 1_000_000, true));
        }
        assertEquals(List.of("  100 %  1,003 of 1,003 files  1.00 MB of 1.00 MB"), lines());
    }

    @Test
    void aTreeOfEmptyFilesHasAPercentageToo() {
        try (Progress progress = progress(Terminal.NONE)) {
            progress.accept(new StepEvent.TreeProgress(1, 4, 0, 0, true));
        }
        assertEquals(List.of("   25 %  1 of 4 files  0 B of 0 B"), lines());
    }

    @Test
    void namesCannotReachTheTerminal() {
        try (Progress progress = progress(Terminal.NONE)) {
            progress.accept(new StepEvent.Removed("a\u001b[2J\nb"));
        }
        assertEquals("+ removed a\\x1b[2J\\x0ab", shown().strip());
    }
}
