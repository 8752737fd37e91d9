/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import java.util.Locale;
import java.util.Optional;

/** The result codes {@code <err>} of the QFTP commands (Quectel FTP(S) manual, table 3), with the manual's words in both languages. */
public enum QftpCode {
    OPERATION_SUCCESSFUL(0, "Operation successful", "操作成功"),
    UNKNOWN(601, "Unknown error", "未知错误"),
    SERVER_BLOCKED(602, "FTP(S) server blocked", "FTP(S)服务器不可用"),
    SERVER_BUSY(603, "FTP(S) server busy", "FTP(S)服务器繁忙"),
    DNS(604, "DNS parse failed", "DNS 解析错误"),
    NETWORK(605, "Network error", "网络错误"),
    CONTROL_CLOSED(606, "Control connection closed.", "控制连接关闭"),
    DATA_CLOSED(607, "Data connection closed", "数据连接关闭"),
    CLOSED_BY_PEER(608, "Socket closed by peer", "对端关闭 Socket"),
    TIMEOUT(609, "Timeout error", "超时错误"),
    INVALID_PARAMETER(610, "Invalid parameter", "无效参数"),
    OPEN_FILE(611, "Failed to open file", "文件打开失败"),
    FILE_POSITION(612, "File position invalid", "文件位置无效"),
    FILE_ERROR(613, "File error", "文件错误"),
    SERVICE_NOT_AVAILABLE(614, "Service not available, closing control connection", "服务不可用,关闭控制连接"),
    OPEN_DATA(615, "Open data connection failed", "数据连接打开失败"),
    TRANSFER_ABORTED(616, "Connection closed; transfer aborted", "连接关闭,传输中止"),
    FILE_ACTION(617, "Requested file action not taken", "文件操作请求失败"),
    LOCAL_ERROR(618, "Requested action aborted: local error in processing", "请求中止: 本地错误处理中"),
    NO_STORAGE(619, "Requested action not taken: insufficient system storage", "请求失败:系统空间不足"),
    SYNTAX(620, "Syntax error, command unrecognized", "语句错误,无法命令识别"),
    PARAMETER_SYNTAX(621, "Syntax error in parameters or arguments", "语句错误,参数出错"),
    NOT_IMPLEMENTED(622, "Command not implemented", "未执行命令"),
    BAD_SEQUENCE(623, "Bad sequence of commands", "命令顺序有误"),
    PARAMETER_NOT_IMPLEMENTED(624, "Command parameter not implemented", "未输入命令参数"),
    NOT_LOGGED_IN(625, "Not logged in", "未登录"),
    NEED_ACCOUNT(626, "Need account for storing files", "需要能存储文件的账号"),
    NOT_TAKEN(627, "Requested action not taken", "请求失败"),
    PAGE_TYPE(628, "Requested action aborted: page type unknown", "请求中止: 未知网页类型"),
    ACTION_ABORTED(629, "Requested file action aborted", "文件操作请求失败"),
    /**
     * Not in table 3, which goes from 629 to 631; firmware of sibling families says it for a file name that is not allowed (553). The
     * driver understands it, the software module never says it (see {@link ReplyMapping#codeFor}).
     */
    NAME_NOT_ALLOWED(630, "Requested file name invalid", "文件名无效"),
    SSL(631, "SSL authentication failed", "SSL 鉴权失败");

    private final int number;
    private final String english;
    private final String chinese;

    QftpCode(int number, String english, String chinese) {
        this.number = number;
        this.english = english;
        this.chinese = chinese;
    }

    /** The number on the wire: 0 or 601-631. */
    public int number() {
        return number;
    }

    /** The meaning as table 3 says it in English. */
    public String english() {
        return english;
    }

    /** The meaning as table 3 says it in Chinese. */
    public String chinese() {
        return chinese;
    }

    /** The meaning in the language of a locale; English for all but Chinese. */
    public String text(Locale locale) {
        return "zh".equals(locale.getLanguage()) ? chinese : english;
    }

    /** Whether table 3 lists it. */
    public boolean inManual() {
        return this != NAME_NOT_ALLOWED;
    }

    /** The code of that number; empty for a number outside the table. */
    public static Optional<QftpCode> of(int number) {
        for (QftpCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
