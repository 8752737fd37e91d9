/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.nio.file.Path;
import java.util.Map;

import org.atferry.remote.RemotePaths;

/**
 * A directory of a tree, on both sides. What can change is changed only by the one worker that lists it, before its files are handed to
 * others through the queue.
 */
final class TreeFolder implements TreeTask {

    /** Deeper is no tree that people make: it is a link that leads back up and that the server shows as a directory. */
    static final int DEEPEST = 64;

    private final TreeFolder parent;
    private final String name;
    private final int depth;
    private final boolean there;
    private final Map<String, Path> sources;
    private String remote;
    private Path local;
    private TreeListing listing;
    /** What the last try to list it handed on, and what those before it did. */
    private NameSet delivered;
    private NameSet earlier;

    private TreeFolder(TreeFolder parent, String name, int depth, boolean there, Map<String, Path> sources) {
        this.parent = parent;
        this.name = name;
        this.depth = depth;
        this.there = there;
        this.sources = sources;
    }

    /** The root of a download. */
    static TreeFolder root(String remote, Path local) {
        TreeFolder root = new TreeFolder(null, "", 0, true, Map.of()); //$NON-NLS-1$
        root.remote = remote;
        root.local = local;
        return root;
    }

    /**
     * The root of an upload, which has no directory on this machine.
     *
     * @param sources what goes into it, by name
     * @param there whether it was on the server before
     */
    static TreeFolder root(String remote, Map<String, Path> sources, boolean there) {
        TreeFolder root = new TreeFolder(null, "", 0, there, sources); //$NON-NLS-1$
        root.remote = remote;
        return root;
    }

    /**
     * A directory in this one.
     *
     * @param known whether it is known to be on the server
     */
    TreeFolder child(String childName, boolean known) {
        return new TreeFolder(this, childName, depth + 1, known, Map.of());
    }

    boolean isRoot() {
        return parent == null;
    }

    boolean isTooDeep() {
        return depth > DEEPEST;
    }

    /** Whether it is known to be on the server. */
    boolean isThere() {
        return there;
    }

    /** What goes into the root of an upload, by name. */
    Map<String, Path> sources() {
        return sources;
    }

    /** Its path on the server. */
    String remote() {
        if (remote == null) {
            remote = RemotePaths.join(parent.remote(), name);
        }
        return remote;
    }

    /** Its path on this machine. */
    Path local() {
        if (local == null) {
            local = parent.local(name);
        }
        return local;
    }

    /** The path of something in it on this machine. */
    Path local(String child) {
        Path source = sources.get(child);
        return source != null ? source : local().resolve(child);
    }

    /** What is in it on the server before files are uploaded. */
    TreeListing listing() {
        return listing;
    }

    /** Takes note of what is in it. */
    void listing(TreeListing value) {
        listing = value;
    }

    /** The names that earlier tries to list it have handed on already; from now on those of this try are noted. */
    NameSet startListing(NameSet current) {
        if (earlier == null) {
            earlier = new NameSet();
        } else {
            earlier.addAll(delivered);
        }
        delivered = current;
        return earlier;
    }
}
