/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.connect;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.LinkProbe;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemoteFileSystemProvider;
import org.atferry.remote.Secret;
import org.atferry.remote.SecretStore;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Opens file systems: finds the dialect of the module, the provider that serves it, and the password. A service that takes providers,
 * probes and secret stores as they come and go, those with a higher {@code service.ranking} first; a program without services hands them
 * to the constructor. May be used by several threads.
 */
@Component(service = Connections.class)
public final class Connections {

    /** What many servers expect as the password of an anonymous user (RFC 1635). */
    private static final String ANONYMOUS_PASSWORD = "anonymous@"; //$NON-NLS-1$

    private final Ranked<RemoteFileSystemProvider> providers = new Ranked<>();
    private final Ranked<LinkProbe> probes = new Ranked<>();
    private final Ranked<SecretStore> stores = new Ranked<>();

    /** For the service runtime, which then adds what there is. */
    public Connections() {
        // all fields are there
    }

    /** With what is there for good, the first that fits is taken. */
    public Connections(List<RemoteFileSystemProvider> providers, List<LinkProbe> probes, List<SecretStore> stores) {
        providers.forEach(provider -> this.providers.add(provider, Map.of()));
        probes.forEach(probe -> this.probes.add(probe, Map.of()));
        stores.forEach(store -> this.stores.add(store, Map.of()));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(RemoteFileSystemProvider provider, Map<String, Object> properties) {
        providers.add(provider, properties);
    }

    void removeProvider(RemoteFileSystemProvider provider) {
        providers.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProbe(LinkProbe probe, Map<String, Object> properties) {
        probes.add(probe, properties);
    }

    void removeProbe(LinkProbe probe) {
        probes.remove(probe);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStore(SecretStore store, Map<String, Object> properties) {
        stores.add(store, properties);
    }

    void removeStore(SecretStore store) {
        stores.remove(store);
    }

    /**
     * Opens a session, which the caller closes. Blocks until it stands; obeys the monitor's cancellation within a second. Nothing is opened
     * before the password is known; {@link ServerUrl#ANONYMOUS} needs none, but one that a store knows is used. When a module is between and its dialect is not given, it is
     * asked first, and reported as {@link StepEvent.ModuleIdentified}, once.
     *
     * @throws Failure {@link FailureKind#MISUSE} at {@link Step#LOGIN} when no store knows the password; {@link FailureKind#UNREACHABLE} at
     *         {@link Step#MODULE} when nobody answers on the port, {@link FailureKind#UNSUPPORTED} when what answers is not known, or no
     *         provider serves it; and what the provider throws
     */
    public RemoteFileSystem open(ConnectionSpec spec, Monitor monitor) throws Failure {
        try (Secret password = password(spec.server())) {
            monitor.checkCancelled(Step.CONNECT);
            if (spec.port().isEmpty() || spec.dialect().isPresent()) {
                return provider(spec).open(spec, password, monitor);
            }
            Set<StepEvent> told = ConcurrentHashMap.newKeySet();
            ModuleIdentity identity = identify(spec.port().get(), remembering(told, monitor));
            Optional<Dialect> dialect = identity.dialect();
            if (dialect.isEmpty()) {
                throw module(spec, FailureKind.UNSUPPORTED, identity.toString(), Hint.UNKNOWN_MODULE);
            }
            monitor.checkCancelled(Step.MODULE);
            ConnectionSpec known = spec.withDialect(dialect);
            return provider(known).open(known, password, withoutRepeating(told, monitor));
        }
    }

    private static Monitor remembering(Set<StepEvent> told, Monitor monitor) {
        return monitor.withListener(event -> {
            told.add(event);
            monitor.report(event);
        });
    }

    /** The provider opens the port and asks the module once more: a person needs to know that once. */
    private static Monitor withoutRepeating(Set<StepEvent> told, Monitor monitor) {
        return monitor.withListener(event -> {
            if (!told.contains(event)) {
                monitor.report(event);
            }
        });
    }

    /** Asks the probes in turn; an identity with a dialect is better than one without. */
    private ModuleIdentity identify(String port, Monitor monitor) throws Failure {
        Optional<ModuleIdentity> best = Optional.empty();
        for (LinkProbe probe : probes.all()) {
            Optional<ModuleIdentity> identity = probe.identify(port, monitor);
            if (identity.isPresent() && (best.isEmpty() || identity.get().dialect().isPresent())) {
                best = identity;
            }
            if (best.isPresent() && best.get().dialect().isPresent()) {
                break;
            }
        }
        if (probes.all().isEmpty()) {
            throw Failure.at(Step.MODULE).kind(FailureKind.UNSUPPORTED).subject(port).detail("nothing here can ask a module") //$NON-NLS-1$
                    .hint(Hint.UNKNOWN_MODULE).build();
        }
        if (best.isEmpty()) {
            throw Failure.at(Step.MODULE).kind(FailureKind.UNREACHABLE).subject(port).hint(Hint.NO_MODULE).build();
        }
        monitor.report(new StepEvent.ModuleIdentified(best.get()));
        return best.get();
    }

    private static Failure module(ConnectionSpec spec, FailureKind kind, String detail, Hint hint) {
        return Failure.at(Step.MODULE).kind(kind).subject(spec.port().orElse("")).detail(detail).hint(hint).build(); //$NON-NLS-1$
    }

    private RemoteFileSystemProvider provider(ConnectionSpec spec) throws Failure {
        for (RemoteFileSystemProvider provider : providers.all()) {
            if (provider.serves(spec)) {
                return provider;
            }
        }
        if (spec.port().isPresent()) {
            String dialect = spec.dialect().map(Dialect::word).orElse(""); //$NON-NLS-1$
            throw module(spec, FailureKind.UNSUPPORTED, "nothing here speaks " + dialect, Hint.NONE); //$NON-NLS-1$
        }
        throw Failure.at(Step.CONNECT).kind(FailureKind.UNSUPPORTED).subject(spec.server().authority())
                .detail("nothing here speaks " + spec.server().security().scheme()).build(); //$NON-NLS-1$
    }

    /**
     * The password of a server: asks the stores in turn; the trouble of one matters only when no other knows it.
     *
     * @return a fresh secret that the caller closes
     * @throws Failure {@link FailureKind#MISUSE} at {@link Step#LOGIN} when no store knows it
     */
    public Secret password(ServerUrl server) throws Failure {
        Failure trouble = null;
        for (SecretStore store : stores.all()) {
            try {
                Optional<Secret> password = store.password(server);
                if (password.isPresent()) {
                    return password.get();
                }
            } catch (Failure e) {
                trouble = trouble == null ? e : trouble;
            }
        }
        if (server.user().equalsIgnoreCase(ServerUrl.ANONYMOUS)) {
            return Secret.of(ANONYMOUS_PASSWORD);
        }
        if (trouble != null) {
            throw trouble;
        }
        throw Failure.at(Step.LOGIN).kind(FailureKind.MISUSE).subject(server.authority()).detail("no password is known") //$NON-NLS-1$
                .hint(Hint.PASSWORD_MISSING).build();
    }

    /** Services in the order of their ranking, those of equal ranking in that of their coming. */
    private static final class Ranked<T> {

        private record Entry<T>(T service, int ranking) {
        }

        /** Replaced as a whole under its own lock; read without. */
        private final CopyOnWriteArrayList<Entry<T>> entries = new CopyOnWriteArrayList<>();

        void add(T service, Map<String, Object> properties) {
            int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0; //$NON-NLS-1$
            synchronized (entries) {
                entries.add(new Entry<>(service, ranking));
                entries.sort(Comparator.comparingInt((Entry<T> entry) -> entry.ranking()).reversed());
            }
        }

        void remove(T service) {
            entries.removeIf(entry -> entry.service() == service);
        }

        List<T> all() {
            return entries.stream().map(Entry::service).toList();
        }
    }
}
