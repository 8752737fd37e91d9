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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every manifest must say. */
class ManifestsTest {

    private static final Pattern CLOSED_RANGE = Pattern.compile("\\[\\d+(\\.\\d+)*,\\d+(\\.\\d+)*\\)");
    private static final Pattern PLUGIN_OF_FEATURE = Pattern.compile("<plugin id=\"(org\\.atferry\\.[^\"]*)\"");

    /** Annotations that the build reads and the runtime does not. */
    private static final List<String> BUILD_TIME_ONLY = List.of("org.osgi.service.component.annotations", "org.osgi.annotation", "org.apiguardian");

    static Stream<BundleFolder> shippedBundles() throws IOException {
        return BundleFolder.shipped().stream();
    }

    static Stream<BundleFolder> allBundles() throws IOException {
        return BundleFolder.all().stream();
    }

    @ParameterizedTest
    @MethodSource("allBundles")
    void namesAreThoseOfTheFolder(BundleFolder bundle) throws IOException {
        Attributes attributes = bundle.manifest().getMainAttributes();
        assertEquals(bundle.name(), attributes.getValue("Bundle-SymbolicName"));
        assertEquals(bundle.name(), attributes.getValue("Automatic-Module-Name"));
        assertEquals("JavaSE-17", attributes.getValue("Bundle-RequiredExecutionEnvironment"));
        assertTrue(attributes.getValue("Bundle-Version").endsWith(".qualifier"), attributes.getValue("Bundle-Version"));
    }

    @ParameterizedTest
    @MethodSource("allBundles")
    void importsHaveClosedRanges(BundleFolder bundle) throws IOException {
        List<String> open = new ArrayList<>();
        for (ManifestHeader imported : bundle.header("Import-Package")) {
            // What the Java runtime brings has no versions.
            boolean fromJava = imported.name().startsWith("javax.") || imported.name().startsWith("com.sun.");
            if (!fromJava && !CLOSED_RANGE.matcher(imported.attributes().getOrDefault("version", "")).matches()) {
                open.add(imported.toString());
            }
        }
        assertEquals(List.of(), open);
    }

    /** The compiler sees more than the bundle does when it runs: what is not imported is found out by the first who needs it. */
    @ParameterizedTest
    @MethodSource("allBundles")
    void whatClassesReferToIsImported(BundleFolder bundle) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path file : bundle.classes()) {
            missing.addAll(ClassReferences.packages(Files.readAllBytes(file)));
        }
        missing.removeIf(target -> target.startsWith("java.") || BUILD_TIME_ONLY.stream().anyMatch(target::startsWith));
        missing.removeAll(bundle.packages());
        bundle.header("Import-Package").forEach(imported -> missing.remove(imported.name()));
        for (BundleFolder host : bundle.host().stream().toList()) {
            missing.removeAll(host.packages());
            host.header("Import-Package").forEach(imported -> missing.remove(imported.name()));
        }
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @MethodSource("shippedBundles")
    void exportedPackagesHaveVersionsAndADescription(BundleFolder bundle) throws IOException {
        List<String> faults = new ArrayList<>();
        for (ManifestHeader exported : bundle.header("Export-Package")) {
            if (!exported.attributes().containsKey("version")) {
                faults.add("no version: " + exported.name());
            }
            if (!Files.exists(folder(bundle, exported.name()).resolve("package-info.java"))) {
                faults.add("no package-info.java: " + exported.name());
            }
        }
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @MethodSource("shippedBundles")
    void internalPackagesAreExportedToFriendsAtMost(BundleFolder bundle) throws IOException {
        List<String> faults = new ArrayList<>();
        for (ManifestHeader exported : bundle.header("Export-Package")) {
            Map<String, String> attributes = exported.attributes();
            boolean hidden = attributes.containsKey("x-friends:") || "true".equals(attributes.get("x-internal:"));
            if ((exported.name() + ".").contains(".internal.") && !hidden) {
                faults.add(exported.name());
            }
        }
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @MethodSource("shippedBundles")
    void packagesAreExportedOrInternal(BundleFolder bundle) throws IOException {
        Set<String> exported = new TreeSet<>();
        bundle.header("Export-Package").forEach(clause -> exported.add(clause.name()));
        Set<String> neither = bundle.packages();
        neither.removeAll(exported);
        neither.removeIf(name -> (name + ".").contains(".internal."));
        assertEquals(Set.of(), neither);
    }

    @Test
    void theHeadlessFeatureHasAllShippedBundles() throws IOException {
        Set<String> inFeature = new TreeSet<>();
        Matcher matcher = PLUGIN_OF_FEATURE.matcher(Files.readString(BundleFolder.root().resolve("features/org.atferry.headless/feature.xml")));
        while (matcher.find()) {
            inFeature.add(matcher.group(1));
        }
        assertEquals(House.bundles(), inFeature);
    }

    @Test
    void anOpenRangeAndAFloorOnlyAreNotClosed() {
        assertTrue(CLOSED_RANGE.matcher("[0.1,0.2)").matches());
        assertEquals(List.of(), Stream.of("", "1.0", "[1.0,2.0]", "(1,2)").filter(range -> CLOSED_RANGE.matcher(range).matches()).toList());
    }

    @Test
    void clausesAreReadWithQuotedCommas() {
        List<ManifestHeader> clauses = ManifestHeader.clauses("a.b;version=\"[1,2)\";resolution:=optional,c.d;version=3");
        assertEquals(List.of(new ManifestHeader("a.b", Map.of("version", "[1,2)", "resolution:", "optional")),
                new ManifestHeader("c.d", Map.of("version", "3"))), clauses);
        assertEquals(List.of(), ManifestHeader.clauses(null));
    }

    private static Path folder(BundleFolder bundle, String packageName) {
        return bundle.sources().resolve(packageName.replace('.', '/'));
    }
}
