/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Locale;

import org.junit.jupiter.api.Test;

/** When the same thing may be tried again. */
class RetryTest {

    @Test
    void saysHowLongToWait() {
        assertEquals("wait at least 1500 minutes before the next try: a quick one may get you banned",
                Retry.inMinutes(1500).text(Locale.ENGLISH));
        assertEquals("try again in 10 seconds", Retry.soon().text(Locale.ENGLISH));
        assertEquals("请至少等待 5 分钟再试，过快重试可能被封禁", Retry.inMinutes(5).text(Locale.SIMPLIFIED_CHINESE));
    }

    @Test
    void saysThatTimeAloneDoesNotHelp() {
        assertEquals("a retry does not help", Retry.never().text(Locale.ENGLISH));
        assertEquals("a retry helps only once the cause is mended", Retry.afterFix().text(Locale.ENGLISH));
        assertEquals("原因排除后重试才有用", Retry.afterFix().text(Locale.SIMPLIFIED_CHINESE));
    }

    @Test
    void aTimeIsGivenWhereItHelpsAndOnlyThere() {
        assertThrows(IllegalArgumentException.class, () -> new Retry(Retry.When.NEVER, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> new Retry(Retry.When.WAIT, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new Retry(Retry.When.SOON, Duration.ofSeconds(-1)));
    }
}
