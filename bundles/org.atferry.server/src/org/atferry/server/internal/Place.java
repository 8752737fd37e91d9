/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

import org.atferry.server.Right;

/**
 * A file or directory in the served folder, or the place for one.
 *
 * @param name its absolute path as the user sees it
 * @param path where it is
 * @param rights what the user may do there
 */
record Place(String name, Path path, Set<Right> rights) {

    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    boolean isDirectory() {
        return Files.isDirectory(path);
    }

    boolean isFile() {
        return Files.isRegularFile(path);
    }

    String lastElement() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    boolean isRoot() {
        return name.equals("/");
    }

    Place needs(Right right) throws Refused {
        if (!rights.contains(right)) {
            throw Refused.permission(name);
        }
        return this;
    }

    /** This place, at which there is something. */
    Place existing() throws Refused {
        if (!exists()) {
            throw Refused.missing(name);
        }
        return this;
    }

    /** This place, where the user may do something at all; else it does not learn whether there is anything. */
    Place known() throws Refused {
        if (rights.isEmpty()) {
            throw Refused.permission(name);
        }
        return this;
    }

    /** Something that is there and whose facts the user may see; who may not does not learn whether it is there either. */
    Place visible() throws Refused {
        if (!rights.contains(Right.LIST) && !rights.contains(Right.READ)) {
            throw Refused.permission(name);
        }
        return existing();
    }

    /** This place, whose directory is there. */
    Place creatable() throws Refused {
        if (isRoot() || !Files.isDirectory(path.getParent())) {
            throw Refused.missing(name);
        }
        return this;
    }

    /** This place, at which there is a file that may be read. */
    Place readable() throws Refused {
        needs(Right.READ).existing();
        if (!isFile()) {
            throw new Refused(550, name + ": Not a plain file.");
        }
        if (!Files.isReadable(path)) {
            throw Refused.permission(name);
        }
        return this;
    }

    BasicFileAttributes attributes() throws Refused {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw Refused.missing(name);
        }
    }
}
