/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import java.io.File;
import java.io.FilenameFilter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The folder of an unpacked distribution: {@code bundle/*.jar} and {@code conf/framework.properties}.
 * <p>
 * The properties go to the framework as they are, but for two that are the launcher's own, each a list of symbolic names, separated by commas:
 * {@code atferry.start.first} (these bundles start before all others, in this order) and {@code atferry.start.never} (these are
 * installed and left for others to start).
 *
 * @param home the folder
 * @param bundles the bundles' jars, in the order of their names
 * @param properties what {@code conf/framework.properties} says
 */
public record Distribution(Path home, List<Path> bundles, Map<String, String> properties) {

    /** System property that names the folder; without it, it is the folder above the one of the launcher's own jar. */
    public static final String HOME_PROPERTY = "atferry.home";

    private static final String START_FIRST = "atferry.start.first";
    private static final String START_NEVER = "atferry.start.never";

    private static final FilenameFilter JARS = new FilenameFilter() {
        @Override
        public boolean accept(File folder, String name) {
            return name.endsWith(".jar");
        }
    };

    /** Keeps unmodifiable copies. */
    public Distribution {
        bundles = List.copyOf(bundles);
        properties = Map.copyOf(properties);
    }

    /**
     * The distribution that this program came with.
     *
     * @return the distribution
     * @throws StartFailure if it cannot be found or read
     */
    public static Distribution ofThisProgram() throws StartFailure {
        String named = System.getProperty(HOME_PROPERTY);
        return read(named != null ? Path.of(named) : homeOfJar());
    }

    /**
     * Reads a distribution's folder.
     *
     * @param home the folder
     * @return the distribution
     * @throws StartFailure if there are no bundles in it or it cannot be read
     */
    public static Distribution read(Path home) throws StartFailure {
        // Plain loops and classes in this bundle: for the few files here, streams and lambdas would cost more time than all the rest.
        File[] jars = home.resolve("bundle").toFile().listFiles(JARS);
        if (jars == null || jars.length == 0) {
            throw new StartFailure("the distribution is not whole: no bundles in " + home.resolve("bundle"), null);
        }
        Arrays.sort(jars);
        List<Path> bundles = new ArrayList<>();
        for (File jar : jars) {
            bundles.add(jar.toPath());
        }
        return new Distribution(home, bundles, properties(home.resolve("conf").resolve("framework.properties")));
    }

    /** The properties for the framework: those of the file, without the launcher's own. */
    Map<String, String> frameworkProperties() {
        Map<String, String> result = new TreeMap<>(properties);
        result.keySet().removeAll(Set.of(START_FIRST, START_NEVER));
        return result;
    }

    /** Symbolic names of the bundles that start before all others, in this order. */
    List<String> startFirst() {
        return names(START_FIRST);
    }

    /** Symbolic names of the bundles that are installed but not started. */
    List<String> startNever() {
        return names(START_NEVER);
    }

    private List<String> names(String key) {
        List<String> names = new ArrayList<>();
        for (String name : properties.getOrDefault(key, "").split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    private static Path homeOfJar() throws StartFailure {
        try {
            Path jar = Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path home = jar.getParent() == null ? null : jar.getParent().getParent();
            if (home == null) {
                throw new StartFailure("the distribution's folder is not known: set -D" + HOME_PROPERTY, null);
            }
            return home;
        } catch (URISyntaxException e) {
            throw new StartFailure("the distribution's folder is not known: set -D" + HOME_PROPERTY, e);
        }
    }

    private static Map<String, String> properties(Path file) throws StartFailure {
        Properties loaded = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                loaded.load(in);
            } catch (IOException e) {
                throw new StartFailure("the distribution is not whole: cannot read " + e.getMessage(), e);
            }
        }
        Map<String, String> properties = new HashMap<>();
        for (String name : loaded.stringPropertyNames()) {
            properties.put(name, loaded.getProperty(name));
        }
        return properties;
    }
}
