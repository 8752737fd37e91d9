/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/**
 * One run: a framework with the bundles of a distribution, and one command line in it.
 * <p>
 * The command line is an OSGi service of the type {@code ToIntFunction<String[]>} with the property {@code org.atferry.command-line=true}.
 * {@link #run(String[])} is called once, by one thread; {@link #close()} may be called by any thread, more than once.
 */
public final class Launch implements AutoCloseable {

    /** Service property of the command line. */
    public static final String COMMAND_LINE = "org.atferry.command-line";

    /** Exit status of a fault of ours. */
    public static final int FAULT = 1;

    /** How long the bundles may take to bring up the command line. */
    static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** How long the framework may take to stop. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final Distribution distribution;
    private final FrameworkFactory factory;
    private final PrintStream err;
    private final Duration startLimit;

    /** Guards {@link #framework}, {@link #folder} and {@link #closed}: the main thread makes them, a signal may close them meanwhile. */
    private final Object lock = new Object();
    private Framework framework;
    private PrivateFolder folder;
    private boolean closed;

    /** Open as long as somebody still stops the framework. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * A run of a distribution.
     *
     * @param distribution what to start
     * @param factory makes the framework
     * @param err where faults are told
     */
    public Launch(Distribution distribution, FrameworkFactory factory, PrintStream err) {
        this(distribution, factory, err, START_LIMIT);
    }

    Launch(Distribution distribution, FrameworkFactory factory, PrintStream err, Duration startLimit) {
        this.distribution = distribution;
        this.factory = factory;
        this.err = err;
        this.startLimit = startLimit;
    }

    /**
     * Starts the framework, waits for the command line, and runs it on the calling thread.
     *
     * @param args the arguments, handed on as they are
     * @return the status that the command line returned, or {@link #FAULT} if it threw
     * @throws StartFailure if the framework, a bundle or the command line does not come up; the framework is stopped then
     */
    public int run(String[] args) throws StartFailure {
        try {
            Framework started = createFramework();
            Map<Bundle, String> faults = startBundles(started);
            return apply(awaitCommandLine(started.getBundleContext(), faults), args);
        } catch (StartFailure e) {
            close();
            throw e;
        } catch (BundleException e) {
            close();
            throw new StartFailure("the framework did not start: " + StartFailure.reason(e), e);
        } catch (IllegalStateException e) {
            // A signal stopped the framework while it was starting.
            close();
            throw new StartFailure("interrupted", e);
        }
    }

    /** Stops the framework, waiting two seconds at most, and removes its folder. */
    @Override
    public void close() {
        close(STOP_LIMIT);
    }

    /** Stops the framework and removes its folder, or waits for the thread that does; no longer than the limit. */
    void close(Duration limit) {
        boolean first;
        synchronized (lock) {
            first = !closed;
            closed = true;
        }
        if (first) {
            stop(limit);
            stopped.countDown();
        } else {
            uninterruptibly(() -> stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private Framework createFramework() throws StartFailure, BundleException {
        synchronized (lock) {
            if (closed) {
                throw new StartFailure("interrupted", null);
            }
            folder = PrivateFolder.create();
            framework = factory.newFramework(configuration(folder.path()));
            framework.init();
        }
        framework.start();
        return framework;
    }

    private Map<String, String> configuration(Path storage) {
        Map<String, String> result = new HashMap<>();
        // Standard output belongs to results: what goes wrong reaches the user as a StartFailure.
        result.put("felix.log.level", "0");
        // No bundle defines URL schemes; and the handlers reach into the Java runtime, about which newer ones complain.
        result.put("felix.service.urlhandlers", "false");
        result.put("felix.cache.locking", "false");
        result.put("felix.resolver.parallelism", "1");
        result.putAll(distribution.frameworkProperties());
        result.put(Constants.FRAMEWORK_STORAGE, storage.resolve("cache").toString());
        result.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        return result;
    }

    /** Starts what is to be started and returns the bundles that did not, each with the reason. */
    private Map<Bundle, String> startBundles(Framework started) throws BundleException {
        List<Bundle> starting = inStartOrder(install(started.getBundleContext()));
        // All at once: each start would resolve its bundle alone, at more than twice the cost. Who does not resolve tells so when started.
        started.adapt(FrameworkWiring.class).resolveBundles(starting);
        Map<Bundle, String> faults = new LinkedHashMap<>();
        for (Bundle bundle : starting) {
            try {
                bundle.start();
            } catch (BundleException e) {
                faults.put(bundle, StartFailure.reason(e));
            }
        }
        return faults;
    }

    private Map<String, Bundle> install(BundleContext context) throws BundleException {
        Map<String, Bundle> installed = new LinkedHashMap<>();
        for (Path jar : distribution.bundles()) {
            // By reference: the framework reads the jar where it is, and copies nothing.
            Bundle bundle = context.installBundle("reference:" + jar.toUri());
            installed.put(bundle.getSymbolicName(), bundle);
        }
        return installed;
    }

    private List<Bundle> inStartOrder(Map<String, Bundle> installed) {
        Set<String> names = new LinkedHashSet<>(distribution.startFirst());
        names.addAll(installed.keySet());
        names.removeAll(distribution.startNever());
        List<Bundle> result = new ArrayList<>();
        for (String name : names) {
            Bundle bundle = installed.get(name);
            if (bundle != null && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                result.add(bundle);
            }
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private ToIntFunction<String[]> awaitCommandLine(BundleContext context, Map<Bundle, String> faults) throws StartFailure {
        if (!faults.isEmpty()) {
            Map.Entry<Bundle, String> first = faults.entrySet().iterator().next();
            String others = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
            throw new StartFailure("bundle " + first.getKey().getSymbolicName() + " did not start: " + first.getValue() + others, null);
        }
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, commandLineFilter(context), null);
        tracker.open();
        try {
            Object service = tracker.waitForService(startLimit.toMillis());
            if (service == null) {
                throw new StartFailure("the command line did not come up within " + startLimit.toSeconds() + " s", null);
            }
            return (ToIntFunction<String[]>) service;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", e);
        }
    }

    private static Filter commandLineFilter(BundleContext context) {
        try {
            return context.createFilter("(&(" + Constants.OBJECTCLASS + "=" + ToIntFunction.class.getName() + ")(" + COMMAND_LINE + "=true))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int apply(ToIntFunction<String[]> commandLine, String[] args) {
        try {
            return commandLine.applyAsInt(args.clone());
        } catch (RuntimeException | LinkageError e) {
            err.println("ferry: an internal fault: " + e);
            if (System.getenv("FERRY_DEBUG") != null) {
                e.printStackTrace(err);
            }
            return FAULT;
        }
    }

    private void stop(Duration limit) {
        Framework stopping;
        PrivateFolder leaving;
        synchronized (lock) {
            stopping = framework;
            leaving = folder;
        }
        if (stopping != null) {
            uninterruptibly(() -> {
                stopping.stop();
                stopping.waitForStop(Math.max(1, limit.toMillis()));
            });
        }
        if (leaving != null) {
            leaving.close();
        }
    }

    /** Does the work although the thread may have been interrupted, and leaves it interrupted if it was. */
    private static void uninterruptibly(Waiting work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.perform();
        } catch (BundleException e) {
            // It goes down with the process.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @FunctionalInterface
    private interface Waiting {
        void perform() throws InterruptedException, BundleException;
    }
}
