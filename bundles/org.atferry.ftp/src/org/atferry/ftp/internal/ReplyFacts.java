/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.atferry.ftp.FtpCommand.AUTH;
import static org.atferry.ftp.FtpCommand.MKD;
import static org.atferry.ftp.FtpCommand.PASS;
import static org.atferry.ftp.FtpCommand.PASV;
import static org.atferry.ftp.FtpCommand.PORT;
import static org.atferry.ftp.FtpCommand.REST;
import static org.atferry.ftp.FtpCommand.RMD;
import static org.atferry.ftp.FtpCommand.USER;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.atferry.ftp.FtpCommand;
import org.atferry.ftp.FtpReplyTable.Outcome;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Retry;

/** The facts of the table of replies: where each code is defined and what a refusal comes to. Texts: {@code replies.properties}. */
public final class ReplyFacts {

    private static final String BASE = "RFC 959 section 4.2";
    private static final String SECURITY = "RFC 2228 section 5";
    private static final String LONG = "RFC 1639";
    private static final String EXTENDED = "RFC 2428";
    private static final String HOSTS = "RFC 1123 section 4.1.3.4";
    private static final String PRACTICE = "practice";
    private static final String WINSOCK = "Winsock";
    private static final int FULL_MINUTES = 5;
    private static final int LOWEST_WINSOCK = 10000;
    private static final int LOWEST_PERMANENT = 500;
    private static final int LOWEST_PROTECTED = 600;

    private static final ReplyFacts FACTS = new ReplyFacts();

    private final Map<Integer, String> sources = new TreeMap<>();
    private final Map<Integer, Outcome> outcomes = new TreeMap<>();
    private final Map<Integer, Map<FtpCommand, Outcome>> special = new TreeMap<>();

    private ReplyFacts() {
        fill(BASE, 110, 120, 125, 150, 200, 202, 211, 212, 213, 214, 215, 220, 221, 225, 226, 227, 230, 250, 257, 331, 332, 350);
        fill(LONG, 228);
        fill(EXTENDED, 229);
        fill(PRACTICE, 231, 232);
        fill(SECURITY, 234, 235, 334, 335, 336);
        notNow();
        never();
        security();
        winsock();
        atCommands();
    }

    private void notNow() {
        Retry later = Retry.inMinutes(FULL_MINUTES);
        outcomes.put(332, outcome(FailureKind.LOGIN_REFUSED, Hint.ACCOUNT_NEEDED, Retry.afterFix()));
        put(421, BASE, FailureKind.REFUSED, Hint.TRY_LATER, later);
        put(425, BASE, FailureKind.DATA_CONNECTION, Hint.DATA_CONNECTION, Retry.afterFix());
        put(426, BASE, FailureKind.DATA_CONNECTION, Hint.RUN_AGAIN, Retry.soon());
        put(430, PRACTICE, FailureKind.LOGIN_REFUSED, Hint.CREDENTIALS, Retry.afterFix());
        put(434, PRACTICE, FailureKind.UNREACHABLE, Hint.TRY_LATER, later);
        put(450, BASE, FailureKind.REFUSED, Hint.FILE_IN_USE, Retry.soon());
        put(451, BASE, FailureKind.REFUSED, Hint.SERVER_FAULT, Retry.inMinutes(1));
        put(452, BASE, FailureKind.NO_SPACE, Hint.FREE_SPACE, Retry.afterFix());
    }

    private void never() {
        for (int code : new int[] { 500, 502, 504 }) {
            put(code, BASE, FailureKind.UNSUPPORTED, Hint.NONE, Retry.never());
        }
        put(501, BASE, FailureKind.REFUSED, Hint.CHECK_NAME, Retry.afterFix());
        put(503, BASE, FailureKind.REFUSED, Hint.NONE, Retry.never());
        put(521, LONG, FailureKind.UNSUPPORTED, Hint.NONE, Retry.never());
        put(522, EXTENDED + "; RFC 4217 in practice", FailureKind.TLS, Hint.TLS_SESSION_PROPERTY, Retry.afterFix());
        put(530, BASE, FailureKind.LOGIN_REFUSED, Hint.CREDENTIALS, Retry.afterFix());
        put(532, BASE, FailureKind.LOGIN_REFUSED, Hint.ACCOUNT_NEEDED, Retry.afterFix());
        put(550, BASE, FailureKind.NOT_FOUND, Hint.CHECK_PATH, Retry.afterFix());
        put(551, BASE, FailureKind.REFUSED, Hint.SERVER_FAULT, Retry.afterFix());
        put(552, BASE, FailureKind.NO_SPACE, Hint.FREE_SPACE, Retry.afterFix());
        put(553, BASE, FailureKind.NAME_NOT_ALLOWED, Hint.CHECK_NAME, Retry.afterFix());
        put(554, HOSTS, FailureKind.RESTART_REFUSED, Hint.NONE, Retry.never());
        put(555, HOSTS, FailureKind.REFUSED, Hint.NONE, Retry.never());
    }

    private void security() {
        put(431, SECURITY, FailureKind.TLS, Hint.TRY_LATER, Retry.inMinutes(FULL_MINUTES));
        put(533, SECURITY, FailureKind.TLS, Hint.TLS_REQUIRED, Retry.afterFix());
        put(534, SECURITY, FailureKind.TLS, Hint.TLS_REQUIRED, Retry.afterFix());
        put(535, SECURITY, FailureKind.TLS, Hint.CLIENT_CERTIFICATE, Retry.afterFix());
        for (int code : new int[] { 536, 537 }) {
            put(code, SECURITY, FailureKind.TLS, Hint.NONE, Retry.never());
        }
        for (int code : new int[] { 631, 632, 633 }) {
            put(code, "RFC 2228 section 5.3", FailureKind.UNSUPPORTED, Hint.NONE, Retry.never());
        }
    }

    private void winsock() {
        put(10054, WINSOCK, FailureKind.LOST, Hint.RUN_AGAIN, Retry.soon());
        put(10060, WINSOCK, FailureKind.TIMEOUT, Hint.SERVER_SILENT, Retry.inMinutes(1));
        put(10061, WINSOCK, FailureKind.UNREACHABLE, Hint.SERVER_PORT, Retry.afterFix());
        put(10066, WINSOCK, FailureKind.REFUSED, Hint.NOT_EMPTY, Retry.afterFix());
        put(10068, WINSOCK, FailureKind.REFUSED, Hint.TRY_LATER, Retry.inMinutes(FULL_MINUTES));
    }

    private void atCommands() {
        Outcome noTls = outcome(FailureKind.TLS, Hint.TLS_REFUSED, Retry.afterFix());
        Outcome noActive = outcome(FailureKind.DATA_CONNECTION, Hint.USE_PASSIVE, Retry.afterFix());
        Outcome noRestart = outcome(FailureKind.RESTART_REFUSED, Hint.NONE, Retry.never());
        Outcome noProtocol = outcome(FailureKind.UNSUPPORTED, Hint.NONE, Retry.never());
        for (int code : new int[] { 500, 501, 502, 503, 504, 530, 534, 550 }) {
            at(code, AUTH, noTls);
        }
        for (int code : new int[] { 500, 501, 502, 530, 550 }) {
            at(code, PORT, noActive);
        }
        for (int code : new int[] { 500, 501, 502, 504, 550 }) {
            at(code, REST, noRestart);
        }
        for (int code : new int[] { 521, 522 }) {
            at(code, PORT, noProtocol);
            at(code, PASV, noProtocol);
        }
        at(521, MKD, outcome(FailureKind.EXISTS, Hint.CHECK_NAME, Retry.afterFix()));
        at(550, RMD, outcome(FailureKind.REFUSED, Hint.NOT_EMPTY, Retry.afterFix()));
        at(550, MKD, outcome(FailureKind.REFUSED, Hint.CHECK_RIGHTS, Retry.afterFix()));
        at(550, USER, outcome(FailureKind.REFUSED, Hint.ACCOUNT_DISABLED, Retry.afterFix()));
        at(550, PASS, outcome(FailureKind.REFUSED, Hint.ACCOUNT_DISABLED, Retry.afterFix()));
    }

    private void fill(String source, int... codes) {
        for (int code : codes) {
            sources.put(code, source);
        }
    }

    private void put(int code, String source, FailureKind kind, Hint hint, Retry retry) {
        sources.put(code, source);
        outcomes.put(code, outcome(kind, hint, retry));
    }

    private void at(int code, FtpCommand command, Outcome outcome) {
        special.computeIfAbsent(code, any -> new EnumMap<>(FtpCommand.class)).put(command, outcome);
    }

    private static Outcome outcome(FailureKind kind, Hint hint, Retry retry) {
        return new Outcome(kind, hint, retry);
    }

    /** Every code of the table. */
    public static Set<Integer> codes() {
        return Collections.unmodifiableSet(FACTS.sources.keySet());
    }

    /** Where a code of the table is defined. */
    public static String source(int code) {
        return FACTS.sources.get(code);
    }

    /** What a code of the table comes to as the answer to a command; empty when it is no refusal. */
    public static Optional<Outcome> outcome(int code, Optional<FtpCommand> family) {
        Outcome atCommand = family.isEmpty() ? null : FACTS.special.getOrDefault(code, Map.of()).get(family.get());
        return Optional.ofNullable(atCommand != null ? atCommand : FACTS.outcomes.get(code));
    }

    /** What a refusal comes to of which only the series is known. */
    public static Outcome ofSeries(int code) {
        boolean temporary = code < LOWEST_PERMANENT || code >= LOWEST_WINSOCK;
        return outcome(FailureKind.REFUSED, Hint.NONE, temporary ? Retry.inMinutes(1) : Retry.never());
    }

    /** Where a series is defined. */
    public static String sourceOfSeries(int code) {
        return code >= LOWEST_WINSOCK ? WINSOCK : code >= LOWEST_PROTECTED ? SECURITY : BASE;
    }
}
