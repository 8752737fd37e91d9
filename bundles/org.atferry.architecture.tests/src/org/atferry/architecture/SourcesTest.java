/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every source file. */
class SourcesTest {

    private static final int MOST_LINES = 400;

    private static final String CASES = "the cases of one operation, which are read beside each other";

    /** Files that may be longer, each with the reason. */
    private static final Map<String, String> LONGER = Map.of("PullTest.java", CASES, "PushTest.java", CASES, "PushFailureTest.java", CASES);

    private static final List<String> HEADER = List.of("/*", " * Copyright (c) 2026 AT Ferry contributors.",
            " * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,",
            " * which is available at https://www.eclipse.org/legal/epl-2.0/", " * SPDX-License-Identifier: EPL-2.0", " */");

    private static final String CHINESE = "_zh_CN.properties";

    /** Written in two parts, so that this file has none. */
    private static final String SLEEP = "Thread." + "sleep(";

    static Stream<BundleFolder> allBundles() throws IOException {
        return BundleFolder.all().stream();
    }

    @ParameterizedTest
    @MethodSource("allBundles")
    void javaFilesKeepTheRules(BundleFolder bundle) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : bundle.sourceFiles(".java")) {
            for (String fault : faults(file.getFileName().toString(), Files.readAllLines(file))) {
                faults.add(BundleFolder.root().relativize(file) + ": " + fault);
            }
        }
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @MethodSource("allBundles")
    void textsAreThereInBothLanguages(BundleFolder bundle) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path english : englishTexts(bundle)) {
            String name = english.getFileName().toString();
            Path chinese = english.resolveSibling(name.replace(".properties", CHINESE));
            if (!Files.exists(chinese)) {
                faults.add(BundleFolder.root().relativize(chinese) + " is missing");
                continue;
            }
            Set<String> missing = new TreeSet<>(keys(english));
            missing.removeAll(keys(chinese));
            Set<String> surplus = new TreeSet<>(keys(chinese));
            surplus.removeAll(keys(english));
            if (!missing.isEmpty() || !surplus.isEmpty()) {
                faults.add(BundleFolder.root().relativize(chinese) + " lacks " + missing + ", and only it has " + surplus);
            }
        }
        assertEquals(List.of(), faults);
    }

    /** Every table of texts of what is shipped; those of tests are their own affair. */
    private static List<Path> englishTexts(BundleFolder bundle) throws IOException {
        if (bundle.isForTests()) {
            return List.of();
        }
        return bundle.sourceFiles(".properties").stream().filter(file -> !file.getFileName().toString().endsWith(CHINESE)).toList();
    }

    @Test
    void theListOfLongerFilesIsNotOlderThanTheFiles() throws IOException {
        Set<String> there = new HashSet<>();
        for (BundleFolder bundle : BundleFolder.all()) {
            bundle.sourceFiles(".java").forEach(file -> there.add(file.getFileName().toString()));
        }
        assertTrue(there.containsAll(LONGER.keySet()), LONGER.toString());
    }

    @Test
    void faultsAreFound() {
        assertEquals(List.of(), faults("A.java", HEADER));
        assertEquals(List.of("no licence header"), faults("A.java", List.of("package a;")));
        List<String> sleeping = new ArrayList<>(HEADER);
        sleeping.add("    " + SLEEP + "10);");
        assertEquals(List.of("line 7 sleeps: wait for what you wait for"), faults("A.java", sleeping));
        List<String> tooLong = new ArrayList<>(HEADER);
        while (tooLong.size() <= MOST_LINES) {
            tooLong.add("");
        }
        assertEquals(List.of("401 lines, more than 400"), faults("A.java", tooLong));
    }

    private static List<String> faults(String name, List<String> lines) {
        List<String> faults = new ArrayList<>();
        if (lines.size() < HEADER.size() || !lines.subList(0, HEADER.size()).equals(HEADER)) {
            faults.add("no licence header");
        }
        if (lines.size() > MOST_LINES && !LONGER.containsKey(name)) {
            faults.add(lines.size() + " lines, more than " + MOST_LINES);
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(SLEEP)) {
                faults.add("line " + (i + 1) + " sleeps: wait for what you wait for");
            }
        }
        return faults;
    }

    private static Set<String> keys(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        }
        return properties.stringPropertyNames();
    }
}
