/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

/** What a rule allows in a folder and below it. */
public enum Right {
    /** See names, sizes and times, and change into the folder. */
    LIST,
    /** Read files and ask for their hashes. */
    READ,
    /** Make files and folders, replace and lengthen files, change times and modes, rename within the folder. */
    WRITE,
    /** Delete, and move to another folder. */
    DELETE
}
