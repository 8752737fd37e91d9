/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.base;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

import org.atferry.command.qftp.PacketContext;

/**
 * The PDP contexts (Quectel TCP/IP manual; FTP(S) manual 4.2): what they are set to and which are active, at most three at once. An active
 * one has the address that the manual's example shows for context 1, {@code 10.7.157.<contextID>}: it stands for the network of the
 * machine that the module runs on, and names nothing in it. All methods from any thread.
 */
public final class PacketContexts {

    /** What {@code AT+QICSGP} set. */
    record Settings(int type, String apn, String user, String password, int authentication) {
        static final Settings DEFAULT = new Settings(PacketContext.TYPE_IPV4, "", "", "", 0);
    }

    private final Map<Integer, Settings> settings = new TreeMap<>();
    private final Collection<Integer> active = new TreeSet<>();
    private boolean attached = true;
    private final List<IntConsumer> losses = new ArrayList<>();

    /** Has {@code action} told the id of each context that is deactivated, in the deactivating thread; once, before the module starts. */
    public synchronized void onDeactivated(IntConsumer action) {
        losses.add(action);
    }

    /** Whether a context is active. */
    public synchronized boolean isActive(int id) {
        return active.contains(id);
    }

    synchronized Settings settings(int id) {
        return settings.getOrDefault(id, Settings.DEFAULT);
    }

    synchronized void configure(int id, Settings value) {
        settings.put(id, value);
    }

    /** Activates; an active one stays so. Returns false when the module is detached or three others are active. */
    synchronized boolean activate(int id) {
        if (!attached || !active.contains(id) && active.size() >= PacketContext.MAXIMUM_ACTIVE) {
            return false;
        }
        active.add(id);
        return true;
    }

    /** Deactivates, which ends what runs over it; an inactive one stays so. */
    void deactivate(int id) {
        List<IntConsumer> told;
        synchronized (this) {
            told = active.remove(id) ? List.copyOf(losses) : List.of();
        }
        told.forEach(action -> action.accept(id));
    }

    synchronized List<Integer> active() {
        return List.copyOf(active);
    }

    synchronized boolean attached() {
        return attached;
    }

    /** Joins or leaves the packet domain; leaving deactivates all contexts. */
    void attach(boolean on) {
        synchronized (this) {
            attached = on;
        }
        if (!on) {
            active().forEach(this::deactivate);
        }
    }

    /** The address of an active context. */
    static String address(int id) {
        return "10.7.157." + id;
    }
}
