/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a server, in memory, by their absolute paths. Any thread. */
final class MemoryFiles {

    /** Guarded by {@code this}. */
    private final Map<String, byte[]> files = new TreeMap<>();
    /** Guarded by {@code this}. */
    private final Set<String> directories = new TreeSet<>(Set.of("/"));

    synchronized void put(String path, byte[] content) {
        files.put(path, content.clone());
    }

    /** Puts bytes behind the beginning of a file, as a server does after {@code REST}. */
    synchronized void put(String path, long offset, byte[] content) {
        byte[] old = files.getOrDefault(path, new byte[0]);
        byte[] whole = Arrays.copyOf(old, Math.toIntExact(offset) + content.length);
        System.arraycopy(content, 0, whole, Math.toIntExact(offset), content.length);
        files.put(path, whole);
    }

    synchronized Optional<byte[]> get(String path) {
        return Optional.ofNullable(files.get(path)).map(byte[]::clone);
    }

    synchronized boolean remove(String path) {
        return files.remove(path) != null;
    }

    synchronized boolean rename(String from, String to) {
        byte[] content = files.remove(from);
        if (content != null) {
            files.put(to, content);
        }
        return content != null;
    }

    synchronized boolean makeDirectory(String path) {
        return !files.containsKey(path) && directories.add(path);
    }

    synchronized boolean removeDirectory(String path) {
        return directories.remove(path);
    }

    synchronized boolean isDirectory(String path) {
        return directories.contains(path);
    }

    /** All paths of files, sorted. */
    synchronized List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** The paths of what is in a directory. */
    synchronized List<String> children(String directory) {
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        Set<String> found = new TreeSet<>(files.keySet());
        found.addAll(directories);
        found.removeIf(path -> path.equals("/") || !path.startsWith(prefix) || path.indexOf('/', prefix.length()) >= 0);
        return List.copyOf(found);
    }
}
