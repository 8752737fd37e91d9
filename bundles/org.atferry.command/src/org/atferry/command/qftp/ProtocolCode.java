/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import java.util.Locale;
import java.util.Optional;

/** The frequent FTP replies {@code <protocol_error>} (Quectel FTP(S) manual, table 4), with the manual's words in both languages. */
public enum ProtocolCode {
    SERVICE_NOT_AVAILABLE(421, "Service not available, closing control connection", "服务不可用,关闭控制连接"),
    OPEN_DATA(425, "Open data connection failed", "打开数据连接失败"),
    TRANSFER_ABORTED(426, "Connection closed; transfer aborted", "连接关闭; 传输中止"),
    FILE_ACTION(450, "Requested file action not taken", "文件操作请求失败"),
    LOCAL_ERROR(451, "Requested action aborted: local error in processing", "请求中间: 本地错误处理中"),
    NO_STORAGE(452, "Requested action not taken: insufficient system storage", "请求失败:系统空间不足"),
    SYNTAX(500, "Syntax error, command unrecognized", "语句错误,无法命令识别"),
    PARAMETER_SYNTAX(501, "Syntax error in parameters or arguments", "参数语句错误"),
    NOT_IMPLEMENTED(502, "Command not implemented", "未执行命令"),
    BAD_SEQUENCE(503, "Bad sequence of commands", "命令顺序有误"),
    PARAMETER_NOT_IMPLEMENTED(504, "Command parameter not implemented", "未输入参数"),
    NOT_LOGGED_IN(530, "Not logged in", "未登录"),
    NEED_ACCOUNT(532, "Need account for storing files", "需要能存储文件的账号"),
    NOT_TAKEN(550, "Requested action not taken: file unavailable", "请求失败: 文件不可用"),
    PAGE_TYPE(551, "Requested action aborted: page type unknown", "请求中止: 未知网页类型"),
    ACTION_ABORTED(552, "Requested file action aborted: exceeded storage allocation", "文件操作请求中止:存储空间分配过量"),
    NAME_NOT_ALLOWED(553, "Requested action not taken: file name not allowed", "请求失败: 不允许的文件名");

    private final int number;
    private final String english;
    private final String chinese;

    ProtocolCode(int number, String english, String chinese) {
        this.number = number;
        this.english = english;
        this.chinese = chinese;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The meaning as table 4 says it in English. */
    public String english() {
        return english;
    }

    /** The meaning as table 4 says it in Chinese. */
    public String chinese() {
        return chinese;
    }

    /** The meaning in the language of a locale; English for all but Chinese. */
    public String text(Locale locale) {
        return "zh".equals(locale.getLanguage()) ? chinese : english;
    }

    /** The row of that number; empty for a reply that the table does not list: any reply can show up. */
    public static Optional<ProtocolCode> of(int number) {
        for (ProtocolCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
