/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Errors of operating systems, word for word, as servers hand them on. They are certain: nothing else sounds like them. */
final class SystemErrors {

    private static final SystemErrors ERRORS = new SystemErrors();

    private final Map<String, ServerWording> meanings = new HashMap<>();

    private SystemErrors() {
        fill(ServerWording.NOT_FOUND, List.of("No such file or directory", "Not a directory", "No such file", "File not found",
                "The system cannot find the file specified", "The system cannot find the path specified", "没有那个文件或目录", "不是目录",
                "系统找不到指定的文件", "系统找不到指定的路径", "沒有此一檔案或目錄", "系統找不到指定的檔案", "系統找不到指定的路徑"));
        fill(ServerWording.NO_RIGHT, List.of("Permission denied", "Operation not permitted", "Access is denied", "Access denied",
                "Read-only file system", "权限不够", "不允许的操作", "拒绝访问", "只读文件系统", "拒絕不符權限的操作", "存取被拒"));
        fill(ServerWording.EXISTS, List.of("File exists", "Is a directory", "Cannot create a file when that file already exists",
                "文件已存在", "是一个目录", "当文件已存在时,无法创建该文件", "檔案已存在"));
        fill(ServerWording.NOT_EMPTY, List.of("Directory not empty", "The directory is not empty", "目录非空", "目录不是空的", "目錄不是空的"));
        fill(ServerWording.DISK_FULL, List.of("No space left on device", "Disk quota exceeded", "Disc quota exceeded",
                "There is not enough space on the disk", "设备上没有空间", "超出磁盘限额", "磁盘空间不足", "裝置上已無多餘空間", "磁碟空間不足"));
        fill(ServerWording.FILE_IN_USE, List.of("Text file busy", "Device or resource busy",
                "The process cannot access the file because it is being used by another process", "文本文件忙", "设备或资源忙",
                "另一个程序正在使用此文件,进程无法访问"));
        fill(ServerWording.NAME_PROHIBITED, List.of("File name too long", "Invalid or incomplete multibyte or wide character",
                "The filename, directory name, or volume label syntax is incorrect", "文件名过长", "文件名、目录名或卷标语法不正确"));
    }

    private void fill(ServerWording meaning, List<String> texts) {
        for (String text : texts) {
            meanings.put(normal(text), meaning);
        }
    }

    private static String normal(String text) {
        return text.strip().replace('\uff0c', ',').toLowerCase(Locale.ROOT);
    }

    /** The meaning of a text that is such an error as a whole. */
    static Optional<ServerWording> find(String text) {
        return Optional.ofNullable(ERRORS.meanings.get(normal(text)));
    }
}
