/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is left to do of a tree, and who does it. Directories are entered from the deepest on and only while few files wait, so that what
 * waits is about one directory for each worker, however large the tree is. All fields are guarded by {@code this}.
 */
final class TreeQueue {

    /** While so many files wait, no further directory is listed. */
    private static final int AHEAD = 64;

    private final Deque<TreeFolder> folders = new ArrayDeque<>();
    private final Deque<TreeFile> files = new ArrayDeque<>();
    private int entering;
    private int workers;
    private int idle;
    private boolean over;

    synchronized void add(TreeFolder folder) {
        folders.push(folder);
        notify();
    }

    synchronized void add(TreeFile file) {
        files.add(file);
        notify();
    }

    /** A worker comes, who will {@link #take}. */
    synchronized void join() {
        workers++;
    }

    /**
     * The next piece of work; waits while others may still find some.
     *
     * @return null when there is none left; the worker is gone then
     */
    synchronized TreeTask take() throws InterruptedException {
        while (!over) {
            TreeTask task = poll();
            if (task != null) {
                return task;
            }
            if (entering == 0) {
                break;
            }
            await();
        }
        workers--;
        return null;
    }

    private TreeTask poll() {
        if (!folders.isEmpty() && files.size() < AHEAD) {
            entering++;
            return folders.pop();
        }
        return files.poll();
    }

    private void await() throws InterruptedException {
        idle++;
        try {
            wait();
        } finally {
            idle--;
        }
    }

    /** Everything in a directory was found, or as much as can be. */
    synchronized void entered() {
        entering--;
        notifyAll();
    }

    /**
     * A worker gives up and leaves his work to the others.
     *
     * @return false when there are no others; he is not gone then
     */
    synchronized boolean retire(TreeTask task) {
        if (workers == 1) {
            return false;
        }
        workers--;
        if (task instanceof TreeFolder folder) {
            entering--;
            folders.push(folder);
        } else if (task instanceof TreeFile file) {
            files.push(file);
        }
        notifyAll();
        return true;
    }

    /** Whether one more worker would find something to do that those who are about to be free do not. */
    synchronized boolean isBacklog() {
        return !over && idle == 0 && folders.size() + files.size() > entering;
    }

    /** Nobody gets anything any more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }
}
