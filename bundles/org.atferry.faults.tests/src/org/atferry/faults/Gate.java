/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the server waits until the test lets it go on; in place of delays. Any thread. */
final class Gate {

    private static final int SECONDS = 30;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Lets the server pass, now and later. */
    void open() {
        opened.countDown();
    }

    /** Waits until the server stands at the gate. */
    void awaitReached() throws IOException {
        await(reached);
    }

    /** The server's side: waits until the gate is open. */
    void pass() throws IOException {
        reached.countDown();
        await(opened);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the gate was not passed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
