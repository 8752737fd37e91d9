/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher.sample;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Publishes a command line that tells its arguments and what becomes of it. */
public final class SampleActivator implements BundleActivator {

    private BundleContext context;

    @Override
    public void start(BundleContext started) {
        context = started;
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("org.atferry.command-line", true);
        ToIntFunction<String[]> commandLine = this::run;
        context.registerService(ToIntFunction.class, commandLine, properties);
    }

    @Override
    public void stop(BundleContext stopped) {
        System.out.println("stopped");
    }

    private int run(String[] args) {
        for (String arg : args) {
            System.out.println("<" + arg + ">");
        }
        return switch (args[0]) {
            case "status" -> Integer.parseInt(args[1]);
            case "throw" -> throw new IllegalStateException("thrown");
            case "wait" -> waitForInterrupt();
            case "bundles" -> printBundles();
            default -> 0;
        };
    }

    private static int waitForInterrupt() {
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            System.out.println("interrupted");
            return 0;
        }
    }

    private int printBundles() {
        for (Bundle bundle : context.getBundles()) {
            System.out.println(bundle.getSymbolicName() + " " + (bundle.getState() == Bundle.ACTIVE ? "active" : "not active"));
        }
        return 0;
    }
}
