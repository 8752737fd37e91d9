/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QftpCodeTest {

    @Test
    void theNumbersOfTableThreeAreThereAndNoOthers() {
        List<Integer> expected = Stream.concat(Stream.of(0), IntStream.rangeClosed(601, 631).filter(n -> n != 630).boxed()).toList();
        assertEquals(expected, Stream.of(QftpCode.values()).filter(QftpCode::inManual).map(QftpCode::number).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0|Operation successful|操作成功
            601|Unknown error|未知错误
            602|FTP(S) server blocked|FTP(S)服务器不可用
            603|FTP(S) server busy|FTP(S)服务器繁忙
            604|DNS parse failed|DNS 解析错误
            605|Network error|网络错误
            606|Control connection closed.|控制连接关闭
            607|Data connection closed|数据连接关闭
            608|Socket closed by peer|对端关闭 Socket
            609|Timeout error|超时错误
            610|Invalid parameter|无效参数
            611|Failed to open file|文件打开失败
            612|File position invalid|文件位置无效
            613|File error|文件错误
            614|Service not available, closing control connection|服务不可用,关闭控制连接
            615|Open data connection failed|数据连接打开失败
            616|Connection closed; transfer aborted|连接关闭,传输中止
            617|Requested file action not taken|文件操作请求失败
            618|Requested action aborted: local error in processing|请求中止: 本地错误处理中
            619|Requested action not taken: insufficient system storage|请求失败:系统空间不足
            620|Syntax error, command unrecognized|语句错误,无法命令识别
            621|Syntax error in parameters or arguments|语句错误,参数出错
            622|Command not implemented|未执行命令
            623|Bad sequence of commands|命令顺序有误
            624|Command parameter not implemented|未输入命令参数
            625|Not logged in|未登录
            626|Need account for storing files|需要能存储文件的账号
            627|Requested action not taken|请求失败
            628|Requested action aborted: page type unknown|请求中止: 未知网页类型
            629|Requested file action aborted|文件操作请求失败
            631|SSL authentication failed|SSL 鉴权失败
            """)
    void theWordsAreThoseOfTableThree(int number, String english, String chinese) {
        QftpCode code = QftpCode.of(number).orElseThrow();
        assertEquals(english, code.text(Locale.ENGLISH));
        assertEquals(english, code.text(Locale.GERMAN));
        assertEquals(chinese, code.text(Locale.SIMPLIFIED_CHINESE));
    }

    @Test
    void aNumberOutsideTheTableIsNoCode() {
        assertEquals(Optional.empty(), QftpCode.of(600));
        assertEquals(Optional.empty(), QftpCode.of(632));
        assertEquals(Optional.empty(), QftpCode.of(-1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            421|Service not available, closing control connection|服务不可用,关闭控制连接
            425|Open data connection failed|打开数据连接失败
            426|Connection closed; transfer aborted|连接关闭; 传输中止
            450|Requested file action not taken|文件操作请求失败
            451|Requested action aborted: local error in processing|请求中间: 本地错误处理中
            452|Requested action not taken: insufficient system storage|请求失败:系统空间不足
            500|Syntax error, command unrecognized|语句错误,无法命令识别
            501|Syntax error in parameters or arguments|参数语句错误
            502|Command not implemented|未执行命令
            503|Bad sequence of commands|命令顺序有误
            504|Command parameter not implemented|未输入参数
            530|Not logged in|未登录
            532|Need account for storing files|需要能存储文件的账号
            550|Requested action not taken: file unavailable|请求失败: 文件不可用
            551|Requested action aborted: page type unknown|请求中止: 未知网页类型
            552|Requested file action aborted: exceeded storage allocation|文件操作请求中止:存储空间分配过量
            553|Requested action not taken: file name not allowed|请求失败: 不允许的文件名
            """)
    void theWordsAreThoseOfTableFour(int number, String english, String chinese) {
        ProtocolCode code = ProtocolCode.of(number).orElseThrow();
        assertEquals(english, code.text(Locale.ENGLISH));
        assertEquals(chinese, code.text(Locale.SIMPLIFIED_CHINESE));
    }

    @Test
    void tableFourHasSeventeenRowsAndAnyOtherReplyIsNone() {
        assertEquals(17, ProtocolCode.values().length);
        assertEquals(Optional.empty(), ProtocolCode.of(150));
    }

    @Test
    void theStatesAreNumberedAsSectionTwoSeventeenSays() {
        Map<Integer, FtpStatus> states = Stream.of(FtpStatus.values()).collect(Collectors.toMap(FtpStatus::number, state -> state));
        assertEquals(Map.of(0, FtpStatus.OPENING, 1, FtpStatus.IDLE, 2, FtpStatus.TRANSFERRING, 3, FtpStatus.CLOSING, 4,
                FtpStatus.CLOSED), states);
        states.forEach((number, state) -> assertEquals(Optional.of(state), FtpStatus.of(number)));
        assertFalse(FtpStatus.of(5).isPresent() || FtpStatus.of(-1).isPresent());
    }
}
