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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from the folder of a distribution. */
class DistributionTest {

    @TempDir
    private Path home;

    @Test
    void bundlesComeInTheOrderOfTheirNames() throws IOException, StartFailure {
        new SampleDistribution(home).with("b", "java.util").with("a", "java.util").with("c", "java.util");
        List<String> names = Distribution.read(home).bundles().stream().map(bundle -> bundle.getFileName().toString()).toList();
        assertEquals(List.of("a.jar", "b.jar", "c.jar"), names);
    }

    @Test
    void thePropertiesOfTheLauncherDoNotReachTheFramework() throws IOException, StartFailure {
        new SampleDistribution(home).with("a", "java.util")
                .withProperties("ds.loglevel=1\natferry.start.first = x , y\natferry.start.never=z\n");
        Distribution distribution = Distribution.read(home);
        assertEquals(Map.of("ds.loglevel", "1"), distribution.frameworkProperties());
        assertEquals(List.of("x", "y"), distribution.startFirst());
        assertEquals(List.of("z"), distribution.startNever());
    }

    @Test
    void aDistributionWithoutPropertiesHasNone() throws IOException, StartFailure {
        new SampleDistribution(home).with("a", "java.util");
        Distribution distribution = Distribution.read(home);
        assertEquals(Map.of(), distribution.frameworkProperties());
        assertEquals(List.of(), distribution.startFirst());
    }

    @Test
    void aFolderWithoutBundlesIsNoDistribution() throws IOException {
        StartFailure missing = assertThrows(StartFailure.class, () -> Distribution.read(home));
        assertTrue(missing.getMessage().contains("not whole"), missing.getMessage());
        new SampleDistribution(home);
        StartFailure empty = assertThrows(StartFailure.class, () -> Distribution.read(home));
        assertTrue(empty.getMessage().contains(home.resolve("bundle").toString()), empty.getMessage());
    }
}
