/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.atferry.remote.Cancellation;
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
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final ModuleIdentity QUECTEL = new ModuleIdentity("Quectel", "EC20", "R1", Optional.of(Dialect.QFTP));
    private static final ModuleIdentity STRANGER = new ModuleIdentity("Acme", "Toaster", "", Optional.empty());

    private final List<StepEvent> events = new ArrayList<>();
    private final Monitor monitor = Monitor.none().withListener(events::add);
    private final List<Secret> handedOut = new ArrayList<>();

    /** Opens nothing, but keeps what it was asked for. */
    private static final class Provider implements RemoteFileSystemProvider {
        final RemoteFileSystem fs = (RemoteFileSystem) Proxy.newProxyInstance(Provider.class.getClassLoader(),
                new Class<?>[] { RemoteFileSystem.class }, (proxy, method, arguments) -> null);
        private final Predicate<ConnectionSpec> serves;
        ConnectionSpec spec;
        String password;
        StepEvent report;

        Provider(Predicate<ConnectionSpec> serves) {
            this.serves = serves;
        }

        @Override
        public boolean serves(ConnectionSpec asked) {
            return serves.test(asked);
        }

        @Override
        public RemoteFileSystem open(ConnectionSpec asked, Secret secret, Monitor monitor) throws Failure {
            spec = asked;
            password = secret.reveal();
            if (report != null) {
                monitor.report(report);
            }
            return fs;
        }
    }

    private final Provider direct = new Provider(spec -> spec.port().isEmpty());
    private final Provider qftp = new Provider(spec -> spec.port().isPresent() && spec.dialect().equals(Optional.of(Dialect.QFTP)));

    private SecretStore store(String password) {
        return server -> {
            if (password == null) {
                return Optional.empty();
            }
            Secret secret = Secret.of(password);
            handedOut.add(secret);
            return Optional.of(secret);
        };
    }

    private Connections connections(List<LinkProbe> probes, SecretStore... stores) {
        return new Connections(List.of(qftp, direct), probes, List.of(stores));
    }

    private static LinkProbe answering(ModuleIdentity identity) {
        return (port, monitor) -> Optional.ofNullable(identity);
    }

    private static ConnectionSpec spec(String url, String port, Dialect dialect) throws Failure {
        return new ConnectionSpec(ServerUrl.parse(url), Optional.ofNullable(port), Optional.ofNullable(dialect), Optional.of("internet"),
                ServerAccess.defaults());
    }

    private Failure failure(Connections connections, ConnectionSpec spec) {
        return assertThrows(Failure.class, () -> connections.open(spec, monitor));
    }

    @Test
    void theProviderThatServesTheSpecificationOpensIt() throws Failure {
        ConnectionSpec spec = spec("ftp://u@host", null, null);

        assertSame(direct.fs, connections(List.of(), store("s3cret")).open(spec, monitor));

        assertEquals(spec, direct.spec);
        assertEquals("s3cret", direct.password);
    }

    @Test
    void aGivenDialectIsNotAskedFor() throws Failure {
        LinkProbe never = (port, m) -> {
            throw new AssertionError("asked");
        };

        assertSame(qftp.fs, connections(List.of(never), store("x")).open(spec("ftp://u@host", "loop:a", Dialect.QFTP), monitor));
        assertEquals(List.of(), events);
    }

    @Test
    void anUnknownDialectIsAskedForAndToldOnce() throws Failure {
        qftp.report = new StepEvent.ModuleIdentified(QUECTEL);
        ConnectionSpec spec = spec("ftp://u@host", "loop:a", null);

        connections(List.of(answering(QUECTEL)), store("x")).open(spec, monitor);

        assertEquals(spec("ftp://u@host", "loop:a", Dialect.QFTP), qftp.spec);
        assertEquals(List.of(new StepEvent.ModuleIdentified(QUECTEL)), events);
    }

    @Test
    void otherEventsOfTheProviderPass() throws Failure {
        qftp.report = new StepEvent.SimReady();

        connections(List.of(answering(QUECTEL)), store("x")).open(spec("ftp://u@host", "loop:a", null), monitor);

        assertEquals(List.of(new StepEvent.ModuleIdentified(QUECTEL), new StepEvent.SimReady()), events);
    }

    @Test
    void aProbeThatKnowsTheDialectIsBelievedMoreThanOneThatDoesNot() throws Failure {
        connections(List.of(answering(null), answering(STRANGER), answering(QUECTEL), answering(STRANGER)), store("x"))
                .open(spec("ftp://u@host", "loop:a", null), monitor);

        assertEquals(List.of(new StepEvent.ModuleIdentified(QUECTEL)), events);
    }

    @Test
    void nobodyOnThePortIsUnreachable() throws Failure {
        Failure failure = failure(connections(List.of(answering(null)), store("x")), spec("ftp://u@host", "loop:a", null));

        assertEquals(Step.MODULE, failure.step());
        assertEquals(FailureKind.UNREACHABLE, failure.kind());
        assertEquals(Hint.NO_MODULE, failure.hint());
        assertEquals("loop:a", failure.subject());
    }

    @Test
    void aStrangerIsToldAndTheDialectAskedOfTheUser() throws Failure {
        Failure failure = failure(connections(List.of(answering(STRANGER)), store("x")), spec("ftp://u@host", "loop:a", null));

        assertEquals(FailureKind.UNSUPPORTED, failure.kind());
        assertEquals(Hint.UNKNOWN_MODULE, failure.hint());
        assertEquals("Acme Toaster", failure.detail());
        assertEquals(List.of(new StepEvent.ModuleIdentified(STRANGER)), events);
    }

    @Test
    void aPortThatDoesNotOpenFailsAsTheProbeSays() throws Failure {
        Failure busy = Failure.at(Step.PORT).kind(FailureKind.BUSY).build();
        LinkProbe failing = (port, m) -> {
            throw busy;
        };

        assertSame(busy, failure(connections(List.of(failing), store("x")), spec("ftp://u@host", "loop:a", null)));
    }

    @Test
    void withoutAProbeOrAProviderTheFailureSaysWhatIsMissing() throws Failure {
        Connections nothing = new Connections(List.of(), List.of(), List.of(store("x")));

        assertEquals(Step.MODULE, failure(nothing, spec("ftp://u@host", "loop:a", null)).step());
        assertEquals("nothing here speaks mftp", failure(nothing, spec("ftp://u@host", "loop:a", Dialect.MFTP)).detail());
        assertEquals("nothing here speaks ftps", failure(nothing, spec("ftps://u@host", null, null)).detail());
        assertEquals(FailureKind.UNSUPPORTED, failure(nothing, spec("ftps://u@host", null, null)).kind());
    }

    @Test
    void theFirstStoreThatKnowsThePasswordAnswers() throws Failure {
        connections(List.of(), store(null), store("first"), store("second")).open(spec("ftp://u@host", null, null), monitor);

        assertEquals("first", direct.password);
        assertEquals(1, handedOut.size());
    }

    @Test
    void theSecretIsWipedAfterwardsAlsoWhenOpeningFails() throws Failure {
        connections(List.of(), store("s3cret")).open(spec("ftp://u@host", null, null), monitor);
        failure(connections(List.of(answering(null)), store("s3cret")), spec("ftp://u@host", "loop:a", null));

        assertEquals(2, handedOut.size());
        handedOut.forEach(secret -> assertNotEquals("s3cret", secret.reveal()));
    }

    @Test
    void withoutAPasswordNothingIsOpened() throws Failure {
        LinkProbe never = (port, m) -> {
            throw new AssertionError("asked");
        };

        Failure failure = failure(connections(List.of(never), store(null)), spec("ftp://u@host", "loop:a", null));

        assertEquals(Step.LOGIN, failure.step());
        assertEquals(FailureKind.MISUSE, failure.kind());
        assertEquals(Hint.PASSWORD_MISSING, failure.hint());
        assertTrue(failure.line(Locale.ENGLISH).contains("FERRY_PASSWORD"));
    }

    @Test
    void anAnonymousUserNeedsNoPassword() throws Failure {
        connections(List.of(), store(null)).open(spec("ftp://host", null, null), monitor);

        assertEquals("anonymous@", direct.password);
    }

    @Test
    void aPasswordThatWasGivenIsUsedForAnAnonymousUserToo() throws Failure {
        connections(List.of(), store("s3cret")).open(spec("ftp://host", null, null), monitor);

        assertEquals("s3cret", direct.password);
    }

    @Test
    void aStoreInTroubleMattersOnlyWhenNoOtherKnows() throws Failure {
        Failure locked = Failure.at(Step.LOGIN).kind(FailureKind.LOCAL).detail("locked").build();
        SecretStore troubled = server -> {
            throw locked;
        };

        connections(List.of(), troubled, store("x")).open(spec("ftp://u@host", null, null), monitor);
        assertEquals("x", direct.password);

        assertSame(locked, failure(connections(List.of(), store(null), troubled), spec("ftp://u@host", null, null)));
    }

    @Test
    void aCancelledOpeningOpensNothing() throws Failure {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        ConnectionSpec spec = spec("ftp://u@host", null, null);

        Failure failure = assertThrows(Failure.class, () -> connections(List.of(), store("x")).open(spec,
                new Monitor(TransferId.next(), cancelled, events::add)));

        assertEquals(FailureKind.CANCELLED, failure.kind());
        assertFalse(direct.spec != null);
    }

    @Test
    void servicesComeAndGoAndTheHigherRankingGoesFirst() throws Failure {
        Connections service = new Connections();
        ConnectionSpec spec = spec("ftp://u@host", null, null);
        Provider better = new Provider(any -> true);
        service.addStore(store("low"), Map.of());
        assertEquals(FailureKind.UNSUPPORTED, failure(service, spec).kind());

        service.addProvider(direct, Map.of("service.ranking", 0));
        assertSame(direct.fs, service.open(spec, monitor));
        service.addProvider(better, Map.of("service.ranking", 10));
        service.addStore(store("high"), Map.of("service.ranking", 5));
        assertSame(better.fs, service.open(spec, monitor));
        assertEquals("high", better.password);
        service.removeProvider(better);
        assertSame(direct.fs, service.open(spec, monitor));
    }

    @Test
    void probesAndStoresGoToo() throws Failure {
        Connections service = new Connections();
        LinkProbe probe = answering(QUECTEL);
        SecretStore store = store("x");
        service.addProbe(probe, Map.of());
        service.addStore(store, Map.of());
        service.addProvider(qftp, Map.of());
        ConnectionSpec spec = spec("ftp://u@host", "loop:a", null);
        assertSame(qftp.fs, service.open(spec, monitor));

        service.removeProbe(probe);
        assertEquals("nothing here can ask a module", failure(service, spec).detail());
        service.removeStore(store);
        assertEquals(Hint.PASSWORD_MISSING, failure(service, spec).hint());
    }
}
