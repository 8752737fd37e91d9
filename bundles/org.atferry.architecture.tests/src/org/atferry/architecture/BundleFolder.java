/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle's folder below {@code bundles/}.
 *
 * @param path the folder, whose name is the bundle's symbolic name
 */
record BundleFolder(Path path) {

    /** System property with the top folder of the sources. */
    static final String ROOT_PROPERTY = "atferry.root";

    /** The top folder of the sources. */
    static Path root() {
        String root = System.getProperty(ROOT_PROPERTY);
        if (root == null) {
            throw new IllegalStateException("system property " + ROOT_PROPERTY + " is not set");
        }
        return Path.of(root);
    }

    /** All bundles, those of tests included. */
    static List<BundleFolder> all() throws IOException {
        try (Stream<Path> folders = Files.list(root().resolve("bundles"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("META-INF/MANIFEST.MF"))).sorted().map(BundleFolder::new).toList();
        }
    }

    /** The bundles that are shipped. */
    static List<BundleFolder> shipped() throws IOException {
        return all().stream().filter(Predicate.not(BundleFolder::isForTests)).toList();
    }

    String name() {
        return path.getFileName().toString();
    }

    boolean isForTests() {
        return name().endsWith(".tests") || name().equals("org.atferry.testing");
    }

    Path sources() {
        return path.resolve("src");
    }

    Manifest manifest() throws IOException {
        try (InputStream in = Files.newInputStream(path.resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in);
        }
    }

    List<ManifestHeader> header(String name) throws IOException {
        return ManifestHeader.clauses(manifest().getMainAttributes().getValue(name));
    }

    /** The bundle that this one is a fragment of. */
    Optional<BundleFolder> host() throws IOException {
        return header("Fragment-Host").stream().findFirst().map(clause -> new BundleFolder(path.resolveSibling(clause.name())));
    }

    /** The packages that its sources are in. */
    Set<String> packages() throws IOException {
        return sourceFiles(".java").stream().map(file -> sources().relativize(file.getParent()).toString().replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The compiled classes. */
    List<Path> classes() throws IOException {
        return files(path.resolve("target").resolve("classes"), ".class");
    }

    /** Files below the sources' folder whose names end as given. */
    List<Path> sourceFiles(String suffix) throws IOException {
        return files(sources(), suffix);
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix)).sorted().toList();
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
