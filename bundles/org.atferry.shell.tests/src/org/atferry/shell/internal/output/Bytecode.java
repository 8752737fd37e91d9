/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The classes of the bundle under test, in a framework and out of one. */
final class Bytecode {

    private static final String FOLDER = "org/atferry/shell/internal";

    private Bytecode() {
    }

    static List<byte[]> ofThisBundle() throws IOException {
        Bundle bundle = FrameworkUtil.getBundle(Texts.class);
        List<byte[]> classes = new ArrayList<>();
        if (bundle != null) {
            for (URL url : Collections.list(bundle.findEntries(FOLDER, "*.class", true))) {
                try (InputStream in = url.openStream()) {
                    classes.add(in.readAllBytes());
                }
            }
            return classes;
        }
        URL location = Texts.class.getProtectionDomain().getCodeSource().getLocation();
        try (Stream<Path> files = Files.walk(Path.of(location.toURI()).resolve(FOLDER))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                classes.add(Files.readAllBytes(file));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        return classes;
    }
}
