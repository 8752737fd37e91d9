/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.atferry.ftp.FtpReplyTable.Outcome;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Retry;
import org.atferry.remote.Step;

/**
 * What servers say beside a code, found by their words: one code stands for many reasons, and only the text tells them apart. The first
 * that matches and fits the code counts, so the special ones come first. Texts for people are in {@code replies.properties}.
 */
public enum ServerWording {
    /** Data connections must resume the TLS session. */
    TLS_SESSION(Scope.ANY, FailureKind.TLS, Hint.TLS_SESSION_PROPERTY, Retry.afterFix(),
            "session reuse required|session .*(not|n't) (been )?resumed|not resumed|ssl session (was )?not reused"
                    + "|unable to build data connection: operation not permitted"),
    /** The server demands TLS. */
    TLS_REQUIRED(Scope.ANY, FailureKind.TLS, Hint.TLS_REQUIRED, Retry.afterFix(),
            "must use (encryption|tls|ssl)|(tls|ssl|encryption|secure connection)( is)? required"
                    + "|requires? (explicit )?(ssl|tls|encryption)"
                    + "|must be encrypted|use auth (tls )?first|cleartext sessions|(reconnect|login) using tls"
                    + "|(必须|需要|要求).{0,6}(加密|TLS|SSL)"),
    /** Data connections of IPv4, or of IPv6, are not supported. */
    NO_PROTOCOL(Scope.ANY, FailureKind.UNSUPPORTED, Hint.NONE, Retry.never(),
            "network protocol( is)? (not supported|unsupported)|(bad|unsupported|unknown|invalid) network protocol"
                    + "|protocol not supported,? use"),
    /** The server has banned this address. */
    BANNED(Scope.LOGIN, FailureKind.LOGIN_REFUSED, Hint.BANNED, Retry.inMinutes(15),
            "\\bbann?ed\\b|too many (failed |wrong |bad |unsuccessful |incorrect )?(login |password )?(attempts|failures|tries)"
                    + "|(maximum|max) (number of )?(failed )?login attempts|hammer|封禁|封锁|被封|尝试次数过多"),
    /** One user, or one address, has its number of sessions. */
    ONE_SESSION(Scope.LOGIN, FailureKind.LOGIN_REFUSED, Hint.ONE_SESSION, Retry.inMinutes(1),
            "sessions? from (the )?same ip"
                    + "|(sessions?|connections?|logins?) (from|for) (this|your|the same|same) (\\w+ )?(ip|address|user|host)"
                    + "|only (one|two|three|four|five|six|a single|\\d+) (concurrent |simultaneous )?(sessions?|connections?|logins?)"
                    + "|too many (\\w+ )?(sessions|connections|logins?|clients) (\\(\\d+\\) )?(from|for) (this|your|the same|same)"
                    + "|more than \\d+ connections as the same user|from your (host|internet address|ip)|for this user already connected"
                    + "|(同一|相同|每个|您的) ?(IP|地址|用户).*(连接|会话|线程|登录)|连接数.*(限制|过多|超过)"),
    /** The server, or this user's group, is full. */
    TOO_MANY_USERS(Scope.LOGIN, FailureKind.LOGIN_REFUSED, Hint.TRY_LATER, Retry.inMinutes(5),
            "too many (\\w+ )?(users|connections|sessions|clients|logins|people)"
                    + "|maxim\\w+ (\\w+ ){0,4}(logins?|connections?|users?|clients?|sessions?)"
                    + "|\\d+ users \\(the maximum\\)|(connection|user|client|session) limit|server (is )?(full|busy)|try (again )?later"
                    + "|人数已满|(用户|使用者|用戶|连接|連線).{0,4}(过多|太多|過多|已满|已滿)|服务器(已满|忙|繁忙)|稍[后後候]再试"),
    /** The client's address is not on the server's list. */
    ADDRESS_REFUSED(Scope.LOGIN, FailureKind.LOGIN_REFUSED, Hint.ADDRESS_REFUSED, Retry.afterFix(),
            "unauthori[sz]ed ip|ip (address )?.*(not allowed|denied|refused|rejected|blocked|not permitted)|no server access from"
                    + "|(access|connections?|logins?) (is |are )?(not allowed|denied|refused|not permitted) from|not allowed from"
                    + "|tcp_wrappers|(your )?(host|address) (is )?(not allowed|denied|rejected|refused|blocked)"
                    + "|(IP|地址).*(未授权|未经授权|未授權|不允许|不在|禁止|拒绝|拒絕|登记)"),
    /** There is no anonymous login. */
    ANONYMOUS_REFUSED(Scope.LOGIN, FailureKind.LOGIN_REFUSED, Hint.ANONYMOUS_REFUSED, Retry.afterFix(),
            "no anonymous|anonymous .*(not allowed|denied|disabled|not permitted|refused|not supported|forbidden|not available)"
                    + "|(不允许|不允許|禁止|不支持).{0,4}匿名|匿名.*(禁止|不允许|拒绝|关闭)"),
    /** Only anonymous logins are possible. */
    ANONYMOUS_ONLY(Scope.LOGIN, FailureKind.LOGIN_REFUSED, Hint.ANONYMOUS_ONLY, Retry.afterFix(),
            "anonymous only|(only|accepts?) anonymous|anonymous (logins?|access|ftp|connections?) only|(仅|只)(限|允许|支持)?匿名"),
    /** The account is disabled or expired, or has no home. */
    ACCOUNT_DISABLED(Scope.LOGIN, FailureKind.LOGIN_REFUSED, Hint.ACCOUNT_DISABLED, Retry.afterFix(),
            "(account|user|login) (has been |is |was )?(disabled|expired|locked|suspended|deactivated)|account .*(expired|disabled)"
                    + "|home directory|cannot change directory|chroot|(账户|账号|帐户|帐号|用户|用戶)(已)?.{0,4}(停用|禁用|过期|锁定|停權)|主目录"),
    /** User name or password are wrong, and nothing else. */
    WRONG_PASSWORD(Scope.LOGIN, FailureKind.LOGIN_REFUSED, Hint.CREDENTIALS, Retry.afterFix(),
            "(login|password|authentication|user ?name)( or password)?( is| was)? (incorrect|failed|invalid|wrong)|login incorrect"
                    + "|authentication (failed|failure)|(invalid|incorrect|wrong|bad) (user|login|password|credentials)"
                    + "|(密码|口令|密碼|用户名).*(错误|不正确|有误|錯誤)|(登录|登陆|登錄|认证|验证)失败"),
    /** Nobody listens on the data port. */
    DATA_REFUSED(Scope.DATA, FailureKind.DATA_CONNECTION, Hint.USE_PASSIVE, Retry.afterFix(),
            "(connection|connect|port) (was |is )?(actively )?refused|refused .*connection|10061|拒绝连接|拒絕連線"),
    /** Nothing answers on the data port. */
    DATA_SILENT(Scope.DATA, FailureKind.DATA_CONNECTION, Hint.USE_PASSIVE, Retry.afterFix(),
            "timed out|time-?out|no route|unreachable|10060|超时|逾時"),
    /** The server does not connect to the address of a PORT. */
    ACTIVE_REFUSED(Scope.ANY, FailureKind.DATA_CONNECTION, Hint.USE_PASSIVE, Retry.afterFix(),
            "illegal (e?port|port command)|won't open a connection to|active mode is disabled|bad ip connecting"
                    + "|(port|eprt) .*(not allowed|denied|disabled)"),
    /** Nobody listens on the server's port. */
    SERVER_REFUSED(Scope.CONNECT, FailureKind.UNREACHABLE, Hint.SERVER_PORT, Retry.afterFix(),
            "connection (was |is )?(actively )?refused|拒绝连接|拒絕連線"),
    /** The server does not answer. */
    SERVER_SILENT(Scope.CONNECT, FailureKind.TIMEOUT, Hint.SERVER_SILENT, Retry.inMinutes(5),
            "connect(ion)? (attempt )?timed out|连接超时|連線逾時"),
    /** The server hung up without a greeting. */
    HUNG_UP(Scope.CONNECT, FailureKind.UNREACHABLE, Hint.BANNED, Retry.inMinutes(15),
            "disconnected from server|closed the connection without a greeting"),
    /** The server closed an idle session. */
    IDLE(Scope.CLOSING, FailureKind.LOST, Hint.RUN_AGAIN, Retry.soon(),
            "time ?d? ?out|timeout|idle|inactiv|no[- ]transfer[- ]time|time exceeded|typing a little faster|超时|逾時|空闲"),
    /** The user must upload before a download, or pay. */
    NO_CREDIT(Scope.FILE, FailureKind.REFUSED, Hint.CREDIT, Retry.afterFix(),
            "insufficient credit|upload first|(upload|download|transfer|files?|bytes?|your|invalid) ratio\\b|\\bratio (has been )?exceeded"
                    + "|(out of|no|not enough) credits?|too few (files|bytes) uploaded"
                    + "|(流量|积分|信用|額度|额度|點數|点数).{0,4}(不足|不够|不夠|用完|用尽)"),
    /** A scanner took the file for malicious. */
    VIRUS(Scope.FILE, FailureKind.REFUSED, Hint.VIRUS_SCANNER, Retry.afterFix(),
            "virus(es)? (was |were |has been |have been )?(found|detected|discovered|removed)|(found|detected|contains?) (a |the )?virus"
                    + "|\\binfected\\b|(anti-?)?virus (scan|check|scanner|software)|anti-?virus|malware|(发现|检测到|包含|感染|有|含).{0,4}病毒"
                    + "|病毒.{0,4}(扫描|拦截|发现)|杀毒"),
    /** The disk or the quota is full. */
    DISK_FULL(Scope.FILE, FailureKind.NO_SPACE, Hint.FREE_SPACE, Retry.afterFix(),
            "no space left|(disk|volume|filesystem|file system|device) (is )?full|no (disk |more )?space|out of (disk )?space"
                    + "|\\b(disk |disc |storage )?quota\\b.*(exceeded|reached|full)"
                    + "|(exceeded|over|exceeds?) (your |the )?(disk )?(quota|storage)"
                    + "|insufficient (disk|storage)|not enough (disk |free )?(space|room|storage)|failure writing to local file"
                    + "|error on output file|(空间|空間|容量).{0,3}(不足|不够|不夠|已满|已滿)|(磁盘|磁碟|硬盘|设备上).{0,4}(已满|已滿|没有空间)"
                    + "|(超出|超过|超過).{0,6}(配额|限额|磁盘限额|配額)"),
    /** Another program holds the file. */
    FILE_IN_USE(Scope.FILE, FailureKind.REFUSED, Hint.FILE_IN_USE, Retry.soon(),
            "(is|file|already|currently) in use|being used|(file|resource|text file|device)( or resource)? (is )?busy"
                    + "|(is|file|been|was) locked|sharing violation|another process|正在使用|正被.{0,8}使用|被占用|使用中|被.{0,6}锁定"),
    /** The name is on a black list, or has characters that the server does not take. */
    NAME_PROHIBITED(Scope.FILE, FailureKind.NAME_NOT_ALLOWED, Hint.CHECK_NAME, Retry.afterFix(),
            "(prohibited|forbidden) (file ?|directory )?name|(file ?|path ?)?name (is )?(not allowed|prohibited|forbidden|invalid|too long)"
                    + "|(invalid|illegal|bad) (file ?|path ?|directory |folder )?name"
                    + "|file(name)? (type|extension)s? (is |are )?(not allowed|prohibited|forbidden)"
                    + "|not a valid file name|invalid path|syntax is incorrect|禁止的(文件|檔案)名|(文件|檔案|文件名|檔名).{0,4}(非法|无效|不允许|被禁止)"),
    /** The directory holds something. */
    NOT_EMPTY(Scope.FILE, FailureKind.REFUSED, Hint.NOT_EMPTY, Retry.afterFix(), "not empty|非空|不为空|不是空"),
    /** There is nothing of that name. */
    NOT_FOUND(Scope.FILE, FailureKind.NOT_FOUND, Hint.CHECK_PATH, Retry.afterFix(),
            "no such|not found|(can ?no|can'|could no|couldn'|unable )t? ?(to )?find|does ?n.t exist|does not exist|not exist"
                    + "|failed to open file|failed to change directory|could not get file"
                    + "|not a (valid|plain|regular) (file|directory)|not a directory|不存在|找不到|没有那个|沒有此"),
    /** Something of that name is there. */
    EXISTS(Scope.FILE, FailureKind.EXISTS, Hint.CHECK_NAME, Retry.afterFix(),
            "already exists|(file|directory|folder) exists|is a directory|already used|cannot create a file when|已存在|是一个目录"),
    /** The user may not do that. */
    NO_RIGHT(Scope.FILE, FailureKind.NO_RIGHT, Hint.CHECK_RIGHTS, Retry.afterFix(),
            "permission|(access|privilege) (is |was )?denied|not (allowed|permitted|authori[sz]ed)"
                    + "|(insufficient|no) (access|rights?|privileges?)"
                    + "|\\bforbidden\\b|\\bread.only\\b|not writ[e]?able|could not create file|overwrite .*denied"
                    + "|拒绝访问|拒絕存取|权限|權限|不允许的操作");

    /** Where words count: those that speak of logins say nothing about a file, and the other way round. */
    enum Scope {
        /** Anywhere. */
        ANY,
        /** Before a session is logged in, and when a server closes it. */
        LOGIN,
        /** A data connection does not come about. */
        DATA,
        /** No control connection comes about; what clients, not servers, say. */
        CONNECT,
        /** A server closes a session. */
        CLOSING,
        /** A file or directory is refused. */
        FILE
    }

    private static final int NO_DATA = 425;
    private static final int DATA_LOST = 426;
    private static final Set<Integer> LOGIN_CODES = Set.of(331, 332, 421, 430, 434, 530, 532, 10068);
    private static final Set<Integer> DATA_CODES = Set.of(NO_DATA, DATA_LOST);
    private static final Set<Integer> NOT_FILE = Set.of(421, 430, 434, 500, 502, 503, 504, 522, 530, 532, 533, 534, 535, 536, 537);
    private static final Pattern DATA_WORDS = Pattern.compile("\\[data\\]|data (connection|port|channel)"
            + "|(数据|數據|資料)(连接|連接|端口|埠)",
            Pattern.CASE_INSENSITIVE);
    private static final int CLOSING_CODE = 421;
    private static final int NO_SPACE_NOW = 452;
    private static final int NO_SPACE = 552;
    private static final int LOWEST_WINSOCK = 10000;

    private final Scope scope;
    private final Outcome outcome;
    private final Pattern pattern;

    ServerWording(Scope scope, FailureKind kind, Hint hint, Retry retry, String pattern) {
        this.scope = scope;
        this.outcome = new Outcome(kind, hint, retry);
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** What the words come to. */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * The reason that a server's words give, if they are known. A name in them gives none.
     *
     * @param code the code beside the words; 0 when there is none
     * @param step what was tried; empty when it is not known
     * @param subject the path or user that it was about; may be empty
     */
    public static Optional<ServerWording> find(String words, int code, Optional<Step> step, String subject) {
        for (String part : ServerWords.parts(words)) {
            Optional<ServerWording> reason = SystemErrors.find(part).filter(wording -> wording.fits(code, step, words));
            if (reason.isPresent()) {
                return reason;
            }
        }
        String plain = ServerWords.withoutNames(words, subject);
        for (ServerWording wording : values()) {
            if (wording.fits(code, step, words) && wording.pattern.matcher(plain).find()) {
                return Optional.of(wording);
            }
        }
        return Optional.empty();
    }

    private boolean fits(int code, Optional<Step> step, String words) {
        boolean before = step.isPresent() && (step.get() == Step.CONNECT || step.get() == Step.LOGIN);
        return switch (scope) {
            case ANY -> true;
            case LOGIN -> code == 0 || before || LOGIN_CODES.contains(code);
            case DATA -> code == NO_DATA || code == DATA_LOST && this != DATA_SILENT || code == 0 && DATA_WORDS.matcher(words).find();
            case CONNECT -> code == 0 || code >= LOWEST_WINSOCK;
            case CLOSING -> code == 0 || code == CLOSING_CODE;
            case FILE -> !before && fitsFile(code);
        };
    }

    /** Some codes say more than most words. */
    private boolean fitsFile(int code) {
        if (code == NO_SPACE || DATA_CODES.contains(code)) {
            return this == DISK_FULL || this == VIRUS || this == NO_CREDIT;
        }
        if (code == NO_SPACE_NOW) {
            return this == DISK_FULL || this == FILE_IN_USE;
        }
        return !NOT_FILE.contains(code) && code < LOWEST_WINSOCK;
    }
}
