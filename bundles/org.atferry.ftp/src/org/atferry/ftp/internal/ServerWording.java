/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.Optional;
import java.util.regex.Pattern;

import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;

/**
 * What servers say beside a code, found by their words: one code stands for many reasons, and only the text tells them apart. The first
 * that matches counts, so the special ones come first. Texts for people are in {@code replies.properties}.
 */
public enum ServerWording {
    /** One user, or one address, has its number of sessions. */
    ONE_SESSION("session from (the )?same ip|sessions? (from|for) (this|your|the same|same) (ip|address)"
            + "|only \\w+ (session|connection|login)"
            + "|too many (sessions|connections|logins?) (from|for) (this|your)|连接数.*(限制|过多)",
            FailureKind.LOGIN_REFUSED, Hint.TRY_LATER),
    /** The server, or this user's group, is full. */
    TOO_MANY_USERS("too many (\\w+ )?(users|connections|sessions|clients|logins|people)|maximum .*(login|connection|user|client|session)"
            + "|(connection|user|client|login) limit|server is (full|busy)|try (again )?later|人数已满|用户过多",
            FailureKind.LOGIN_REFUSED, Hint.TRY_LATER),
    /** The client's address is not on the server's list. */
    ADDRESS_REFUSED("unauthori[sz]ed ip|ip (address )?.*(not allowed|denied|refused|banned|blocked)|no server access from|not allowed from"
            + "|tcp_wrappers|banned|IP.*(未授权|禁止)",
            FailureKind.LOGIN_REFUSED, Hint.CHECK_RIGHTS),
    /** There is no anonymous login. */
    ANONYMOUS_REFUSED("no anonymous|anonymous .*(not allowed|denied|disabled|not permitted|refused)|不允许匿名",
            FailureKind.LOGIN_REFUSED, Hint.CREDENTIALS),
    /** Only anonymous logins are possible. */
    ANONYMOUS_ONLY("anonymous only|only anonymous", FailureKind.LOGIN_REFUSED, Hint.CREDENTIALS),
    /** The server demands TLS. */
    TLS_REQUIRED("must use (encryption|tls|ssl)|(tls|ssl|encryption) (is )?required|session reuse required|must be encrypted",
            FailureKind.TLS, Hint.NONE),
    /** The user must upload before a download, or pay. */
    NO_CREDIT("insufficient credit|upload first|\\bratio\\b|流量不足|积分不足", FailureKind.REFUSED, Hint.CHECK_RIGHTS),
    /** The disk or the quota is full. */
    DISK_FULL("no space|disk (is )?full|out of (disk )?space|quota|exceeded|insufficient (disk|storage)|not enough (disk )?space"
            + "|failure writing to local file|error on output file|空间不足|磁盘已满",
            FailureKind.NO_SPACE, Hint.FREE_SPACE),
    /** A scanner took the file for malicious. */
    VIRUS("virus|infected|malware|病毒", FailureKind.REFUSED, Hint.CHECK_RIGHTS),
    /** Another program holds the file. */
    FILE_IN_USE("in use|being used|file (is )?busy|resource busy|text file busy|locked|sharing violation|正在使用|被占用",
            FailureKind.REFUSED, Hint.TRY_LATER),
    /** The name is on a black list, or has characters that the server does not take. */
    NAME_PROHIBITED("prohibited file ?name|(file ?)?name (is )?(not allowed|prohibited|forbidden|invalid)"
            + "|(invalid|illegal|bad) (file ?|path ?)?name"
            + "|not a valid file name|invalid path|禁止的文件名|文件名.*(非法|无效)",
            FailureKind.NAME_NOT_ALLOWED, Hint.CHECK_NAME),
    /** The directory holds something. */
    NOT_EMPTY("not empty|非空|不为空", FailureKind.REFUSED, Hint.NOT_EMPTY),
    /** There is nothing of that name. */
    NOT_FOUND("no such|not found|(can ?no|can'|could no)t find|does ?n.t exist|does not exist"
            + "|failed to open file|failed to change directory"
            + "|could not get file|file unavailable|not a (valid|plain|regular) (file|directory)|not a directory|不存在|找不到",
            FailureKind.NOT_FOUND, Hint.CHECK_PATH),
    /** Something of that name is there. */
    EXISTS("already exists|file exists|directory exists|is a directory|already used|已存在", FailureKind.EXISTS, Hint.CHECK_NAME),
    /** The user may not do that. */
    NO_RIGHT("permission|access (is |was )?denied|not (allowed|permitted|authori[sz]ed)|no (access|right)"
            + "|forbidden|read.only|not writ[e]?able"
            + "|could not create file|拒绝|权限",
            FailureKind.NO_RIGHT, Hint.CHECK_RIGHTS),
    /** The server closed an idle session. */
    IDLE("time ?d? ?out|timeout|idle|inactiv|超时", FailureKind.LOST, Hint.RUN_AGAIN);

    private final Pattern pattern;
    private final FailureKind kind;
    private final Hint hint;

    ServerWording(String pattern, FailureKind kind, Hint hint) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        this.kind = kind;
        this.hint = hint;
    }

    /** What the wording says about the failure. */
    public FailureKind kind() {
        return kind;
    }

    /** What a person can do. */
    public Hint hint() {
        return hint;
    }

    /** The reason that a server's words give, if they are known. */
    public static Optional<ServerWording> find(String words) {
        for (ServerWording wording : values()) {
            if (wording.pattern.matcher(words).find()) {
                return Optional.of(wording);
            }
        }
        return Optional.empty();
    }
}
