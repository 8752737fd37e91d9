/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.DummySession;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts whose hardest moments no client can bring about at will. */
class DefencesTest {

    @ParameterizedTest
    @CsvSource({ "*.exe,Virus.EXE,true", "*.exe,exe,false", "a?c,aBc,true", "a?c,ac,false", "*,x,true", "**a**,bab,true",
            "a*b*c,abbcbc,true", "a*b*c,abbcb,false", "文*,文件,true", "Ä?,äx,true", "[a].txt,a.txt,false" })
    void patternsMatchWholeNames(String pattern, String name, boolean expected) {
        assertEquals(expected, new NamePattern(pattern).matches(name));
    }

    @Test
    void aPatternCannotTakeForEver() {
        NamePattern pattern = new NamePattern("*a".repeat(2000) + "b");
        assertFalse(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> pattern.matches("a".repeat(4000))));
    }

    /** CVE-2011-0411 and its kin, in front of the command instead of behind it. */
    @Test
    void aLineInClearThatAuthOvertookIsNotCarriedOut() throws Exception {
        DummySession connection = new DummySession();
        List<Object> carriedOut = new ArrayList<>();
        connection.getFilterChain().addLast("last", new IoFilterAdapter() {
            @Override
            public void messageReceived(NextFilter next, IoSession session, Object message) {
                carriedOut.add(message);
            }
        });
        Backlog backlog = new Backlog(connection, false);
        connection.getFilterChain().addFirst("backlog", backlog);
        backlog.received();
        connection.getFilterChain().fireMessageReceived("USER in clear");
        assertFalse(backlog.isProtected());
        backlog.received();
        backlog.protectedFromHere();
        backlog.received();
        connection.getFilterChain().fireMessageReceived("PASS in clear");
        assertTrue(connection.isClosing());
        assertEquals(List.of("USER in clear"), carriedOut);
    }

    @Test
    void aLineBehindAuthIsProtected() {
        DummySession connection = new DummySession();
        Backlog backlog = new Backlog(connection, false);
        connection.getFilterChain().addFirst("backlog", backlog);
        backlog.received();
        connection.getFilterChain().fireMessageReceived("FEAT");
        backlog.protectedFromHere();
        assertFalse(backlog.isProtected(), "nothing came yet");
        backlog.received();
        connection.getFilterChain().fireMessageReceived("USER");
        assertTrue(backlog.isProtected());
        assertFalse(connection.isClosing());
    }

    @Test
    void readingRestsWhileTooManyLinesWait() {
        DummySession connection = new DummySession();
        Backlog backlog = new Backlog(connection, true);
        connection.getFilterChain().addFirst("backlog", backlog);
        for (int i = 0; i < Backlog.MOST_LINES + 50; i++) {
            assertEquals(i >= Backlog.MOST_LINES, connection.isReadSuspended());
            backlog.received();
        }
        for (int i = 0; i < Backlog.MOST_LINES + 50; i++) {
            connection.getFilterChain().fireMessageReceived("NOOP");
        }
        assertFalse(connection.isReadSuspended());
    }

    @Test
    void whoDoesNotLogInIsOverdueAndAgainAfterALogout() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        ControlSession session = new ControlSession(new DummySession(), null, null, now::get);
        assertFalse(session.isOverdue());
        now.addAndGet(ControlSession.TIME_TO_LOG_IN.toNanos() + 1);
        assertTrue(session.isOverdue());
        session.logout();
        assertFalse(session.isOverdue());
        now.addAndGet(ControlSession.TIME_TO_LOG_IN.toNanos() + 1);
        assertTrue(session.isOverdue());
        session.login(new Account(null, null));
        assertFalse(session.isOverdue());
    }
}
