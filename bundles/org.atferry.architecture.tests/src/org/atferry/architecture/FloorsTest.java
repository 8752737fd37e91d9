/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows point down: no bundle refers to what the table of floors does not give it, neither in its classes nor in its manifest. */
class FloorsTest {

    static Stream<BundleFolder> shippedBundles() throws IOException {
        return BundleFolder.shipped().stream();
    }

    @Test
    void theTableNamesTheBundlesThatThereAre() throws IOException {
        assertEquals(House.bundles(), BundleFolder.shipped().stream().map(BundleFolder::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("shippedBundles")
    void classesReferToWhatTheirFloorMay(BundleFolder bundle) throws IOException {
        List<Path> classes = bundle.classes();
        assertFalse(classes.isEmpty(), bundle + " is not compiled: build it first");
        Set<String> objections = new TreeSet<>();
        for (Path file : classes) {
            for (String target : ClassReferences.packages(Files.readAllBytes(file))) {
                House.objection(bundle.name(), target).ifPresent(text -> objections.add(text + ", as does " + file.getFileName()));
            }
        }
        assertEquals(Set.of(), objections);
    }

    @ParameterizedTest
    @MethodSource("shippedBundles")
    void manifestsImportWhatTheirFloorMay(BundleFolder bundle) throws IOException {
        List<String> objections = new ArrayList<>();
        for (ManifestHeader imported : bundle.header("Import-Package")) {
            House.objection(bundle.name(), imported.name()).ifPresent(objections::add);
        }
        assertEquals(List.of(), objections);
    }

    @ParameterizedTest
    @MethodSource("shippedBundles")
    void nothingIsRequiredByTheNameOfItsBundleOrAtRunTimeOnly(BundleFolder bundle) throws IOException {
        assertEquals(List.of(), bundle.header("Require-Bundle"));
        assertEquals(List.of(), bundle.header("DynamicImport-Package"));
    }

    @Test
    void aClassThatLooksUpwardsIsReported() throws IOException {
        assertObjection("org.atferry.remote", "org/atferry/connect/Connections");
        assertObjection("org.atferry.at", "org/atferry/remote/Failure");
        assertObjection("org.atferry.ftp", "org/atferry/server/EmbeddedServer");
        assertObjection("org.atferry.emulator", "org/atferry/command/Driver");
        assertObjection("org.atferry.shell", "org/atferry/ftp/internal/FtpEngine");
        assertObjection("org.atferry.shell", "org/atferry/launcher/Main");
    }

    @Test
    void aClassThatKnowsALibraryOfAnotherRoomIsReported() throws IOException {
        assertObjection("org.atferry.at", "com/fazecast/jSerialComm/SerialPort");
        assertObjection("org.atferry.command", "org/apache/commons/net/ftp/FTPClient");
        assertObjection("org.atferry.ftp", "org/slf4j/Logger");
        assertObjection("org.atferry.emulator", "org/apache/mina/core/session/IoSession");
        assertObjection("org.atferry.connect", "org/apache/felix/service/command/CommandSession");
        for (String bundle : House.bundles()) {
            assertObjection(bundle, "org/eclipse/core/runtime/IStatus");
        }
    }

    @Test
    void aBundleThatTheTableDoesNotKnowIsReported() {
        assertTrue(House.objection("org.atferry.unknown", "java.util").isPresent());
    }

    private static void assertObjection(String bundle, String className) throws IOException {
        for (byte[] classFile : List.of(SyntheticClass.naming(className), SyntheticClass.withDescriptor("(IL" + className + ";)V"))) {
            Set<String> packages = ClassReferences.packages(classFile);
            assertTrue(packages.stream().anyMatch(target -> House.objection(bundle, target).isPresent()),
                    bundle + " may refer to " + className + "? Found: " + packages);
        }
    }
}
