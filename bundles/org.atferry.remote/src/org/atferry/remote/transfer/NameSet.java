/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.Arrays;

/**
 * A set of names in little memory: 64 bits of hash for each, so that a directory of 100,000 names takes 2 MB. Two names with the same hash
 * are taken for one; among a million names that happens once in ten million times. For one thread.
 */
final class NameSet {

    private long[] table = new long[16];
    private int size;

    /** Adds a name; false when it was there. */
    boolean add(String name) {
        return add(hash(name));
    }

    /** Adds all names of another set. */
    void addAll(NameSet others) {
        Arrays.stream(others.table).filter(hash -> hash != 0).forEach(this::add);
    }

    private boolean add(long hash) {
        if (2 * size >= table.length) {
            long[] old = table;
            table = new long[2 * old.length];
            Arrays.stream(old).filter(known -> known != 0).forEach(known -> table[slot(known)] = known);
        }
        int slot = slot(hash);
        if (table[slot] == hash) {
            return false;
        }
        table[slot] = hash;
        size++;
        return true;
    }

    /** Whether a name was added. */
    boolean contains(String name) {
        long hash = hash(name);
        return table[slot(hash)] == hash;
    }

    /** Where a hash is, or belongs. */
    private int slot(long hash) {
        int slot = (int) (hash >>> 32) & table.length - 1;
        while (table[slot] != 0 && table[slot] != hash) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    /** Never 0, which stands for an empty place. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
        return hash == 0 ? 1 : hash;
    }
}
