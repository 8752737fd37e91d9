/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    private final Quantities quantities = new Quantities(Locale.ENGLISH);

    @ParameterizedTest
    @CsvSource({"0,0 B/s", "999.4,999 B/s", "999.6,1.00 kB/s", "9994,9.99 kB/s", "9996,10.0 kB/s", "92160,92.2 kB/s", "123456,123 kB/s",
        "999600,1.00 MB/s", "5e12,5000 GB/s"})
    void ratesHaveThreeDigits(double rate, String text) {
        assertEquals(text, quantities.rate(rate));
    }

    @ParameterizedTest
    @CsvSource({"0,0:00", "9,0:09", "61,1:01", "3599,59:59", "3600,1:00:00", "36061,10:01:01"})
    void timesAreAsOnAClock(long seconds, String text) {
        assertEquals(text, quantities.clock(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"0;0", "999;999", "12345;12,345", "8388608;8,388,608"})
    void numbersAreGrouped(long number, String text) {
        assertEquals(text, quantities.count(number));
    }
}
