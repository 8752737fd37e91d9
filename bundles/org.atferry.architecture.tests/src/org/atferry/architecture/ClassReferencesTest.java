/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read from class files, those of the compiler included. */
class ClassReferencesTest {

    @Test
    void readsWhatTheCompilerWrote() throws IOException {
        try (InputStream in = ClassReferencesTest.class.getResourceAsStream("ClassReferencesTest.class")) {
            Set<String> packages = ClassReferences.packages(in.readAllBytes());
            assertTrue(packages.containsAll(Set.of("org.atferry.architecture", "org.junit.jupiter.api", "java.io", "java.util")), packages.toString());
        }
    }

    @Test
    void readsClassesAndArraysOfThem() throws IOException {
        assertEquals(Set.of("java.util"), ClassReferences.packages(SyntheticClass.naming("java/util/List")));
        assertEquals(Set.of("java.util"), ClassReferences.packages(SyntheticClass.naming("[[Ljava/util/List;")));
    }

    @Test
    void readsDescriptorsAndSignatures() throws IOException {
        assertEquals(Set.of("java.io", "java.util"),
                ClassReferences.packages(SyntheticClass.withDescriptor("Ljava/util/List<Ljava/io/ObjectInputFilter$Config;>;")));
        assertEquals(Set.of(), ClassReferences.packages(SyntheticClass.withDescriptor("a sentence; with/slashes")));
    }

    @Test
    void refusesOtherFiles() {
        assertThrows(IOException.class, () -> ClassReferences.packages("no class file".getBytes(StandardCharsets.US_ASCII)));
    }
}
