/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.atferry.launcher.sample.SampleActivator;

/** A distribution in a folder, made of bundles that the tests write. */
final class SampleDistribution {

    private static final String ACTIVATOR = SampleActivator.class.getName();

    private final Path home;

    SampleDistribution(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("bundle"));
        Files.createDirectories(home.resolve("conf"));
    }

    Path home() {
        return home;
    }

    /** Adds the bundle with the command line. */
    SampleDistribution withCommandLine() throws IOException {
        return with("sample.commandline", "org.osgi.framework", true);
    }

    /** Adds a bundle without code. */
    SampleDistribution with(String symbolicName, String importPackage) throws IOException {
        return with(symbolicName, importPackage, false);
    }

    /** Writes {@code conf/framework.properties}. */
    SampleDistribution withProperties(String text) throws IOException {
        Files.writeString(home.resolve("conf/framework.properties"), text);
        return this;
    }

    private SampleDistribution with(String symbolicName, String importPackage, boolean active) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", symbolicName);
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Import-Package", importPackage);
        if (active) {
            attributes.putValue("Bundle-Activator", ACTIVATOR);
        }
        try (OutputStream file = Files.newOutputStream(home.resolve("bundle").resolve(symbolicName + ".jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            if (active) {
                String entry = ACTIVATOR.replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = SampleActivator.class.getResourceAsStream("/" + entry)) {
                    in.transferTo(jar);
                }
            }
        }
        return this;
    }
}
