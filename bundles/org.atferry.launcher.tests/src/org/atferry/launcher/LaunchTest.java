/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in this process, in a framework of its own within the one that runs the test. */
class LaunchTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private SampleDistribution sample;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeDistribution() throws IOException {
        sample = new SampleDistribution(home);
    }

    @Test
    void theStatusIsThatOfTheCommandLine() throws IOException, StartFailure {
        sample.withCommandLine();
        try (Launch launch = launch(LONG_ENOUGH)) {
            assertEquals(42, launch.run(new String[] { "status", "42" }));
        }
        assertEquals("", errors());
    }

    @Test
    void aCommandLineThatThrowsIsAFaultOfOursInOneLine() throws IOException, StartFailure {
        sample.withCommandLine();
        try (Launch launch = launch(LONG_ENOUGH)) {
            assertEquals(Launch.FAULT, launch.run(new String[] { "throw" }));
        }
        assertEquals("ferry: an internal fault: java.lang.IllegalStateException: thrown", errors().strip());
    }

    @Test
    void theCommandLineMayNotChangeTheArgumentsOfTheCaller() throws IOException, StartFailure {
        sample.withCommandLine();
        String[] args = { "status", "0" };
        try (Launch launch = launch(LONG_ENOUGH)) {
            launch.run(args);
        }
        assertEquals("status", args[0]);
    }

    @Test
    void withoutACommandLineTheStartFailsAfterItsTime() throws IOException, StartFailure {
        sample.with("sample.empty", "org.osgi.framework");
        Duration limit = Duration.ofMillis(200);
        try (Launch launch = launch(limit)) {
            long start = System.nanoTime();
            StartFailure failure = assertThrows(StartFailure.class, () -> launch.run(new String[0]));
            assertTrue(System.nanoTime() - start >= limit.toNanos());
            assertTrue(failure.getMessage().contains("the command line did not come up"), failure.getMessage());
        }
    }

    @Test
    void aBundleThatDoesNotResolveIsNamedInOneLine() throws IOException, StartFailure {
        sample.withCommandLine().with("sample.broken", "not.there");
        try (Launch launch = launch(LONG_ENOUGH)) {
            StartFailure failure = assertThrows(StartFailure.class, () -> launch.run(new String[] { "status", "0" }));
            assertTrue(failure.getMessage().contains("sample.broken"), failure.getMessage());
            assertEquals(1, failure.getMessage().lines().count());
        }
    }

    @Test
    void aBundleThatIsLeftToOthersMayStayUnresolved() throws IOException, StartFailure {
        sample.withCommandLine().with("sample.broken", "not.there").withProperties("atferry.start.never=sample.broken\n");
        try (Launch launch = launch(LONG_ENOUGH)) {
            assertEquals(0, launch.run(new String[] { "status", "0" }));
        }
    }

    @Test
    void aLaunchThatIsClosedDoesNotStart() throws IOException, StartFailure {
        sample.withCommandLine();
        Launch launch = launch(LONG_ENOUGH);
        launch.close();
        assertThrows(StartFailure.class, () -> launch.run(new String[] { "status", "0" }));
    }

    private Launch launch(Duration startLimit) throws StartFailure {
        return new Launch(Distribution.read(home), new EquinoxFactory(), new PrintStream(err, true, StandardCharsets.UTF_8), startLimit);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
