/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ends data that does not come to its declared length.
 *
 * @param dataLength bytes of data before it
 * @param result what follows the prefix of the result line; null when it was not there
 * @param finalLine the final result code; null when it was not there
 * @param urcs lines between the data and the result that belong to neither
 */
record DataEnd(long dataLength, String result, String finalLine, List<String> urcs) {

    private static final String FAILURE = "(?:\\+CM[ES] ERROR: ?[^\\r\\n]+|ERROR|NO CARRIER)"; //$NON-NLS-1$
    private static final Pattern FRAME = Pattern.compile("\\r\\n([^\\r\\n]+)\\r\\n"); //$NON-NLS-1$

    /**
     * The end where the count agrees: after exactly n bytes nothing but whole lines follows, the last of them {@code PREFIX 0,n}.
     *
     * @param held the last bytes that came
     * @param before how many came before those
     * @return null when it is not there
     */
    static DataEnd agreeing(byte[] held, int length, long before, String prefix) {
        String text = new String(held, 0, length, StandardCharsets.ISO_8859_1);
        Matcher last = Pattern.compile("\\r\\n" + Pattern.quote(prefix) + " *(0+ *, *(\\d{1,18})(?:,[^\\r\\n]*)?)\\r\\n\\z").matcher(text); //$NON-NLS-1$ //$NON-NLS-2$
        int start = text.lastIndexOf("\r\n" + prefix); //$NON-NLS-1$
        if (start < 0 || !last.find(start)) {
            return null;
        }
        long count = Long.parseLong(last.group(2));
        if (count < before || count > before + start) {
            return null;
        }
        List<String> lines = frames(held, (int) (count - before), start);
        if (lines == null) {
            return null;
        }
        String ok = lines.remove("OK") ? "OK" : null; //$NON-NLS-1$ //$NON-NLS-2$
        return new DataEnd(count, last.group(1), ok, List.copyOf(lines));
    }

    private static List<String> frames(byte[] held, int from, int to) {
        Matcher frame = FRAME.matcher(new String(held, from, to - from, StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        int position = 0;
        while (position < frame.regionEnd()) {
            if (!frame.find(position) || frame.start() != position) {
                return null;
            }
            lines.add(frame.group(1));
            position = frame.end();
        }
        return lines;
    }

    /** The end where the last that came is exactly a report of failure. */
    static DataEnd failed(byte[] held, int length, long before, String prefix) {
        String text = new String(held, 0, length, StandardCharsets.ISO_8859_1);
        String result = prefix == null ? "" : "|" + Pattern.quote(prefix) + " *(0*[1-9]\\d*(?:,[^\\r\\n]*)?)"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        Matcher tail = Pattern.compile("(\\r\\nOK\\r\\n)?\\r\\n(" + FAILURE + result + ")\\r\\n\\z").matcher(text); //$NON-NLS-1$ //$NON-NLS-2$
        if (!tail.find()) {
            return null;
        }
        String code = tail.groupCount() > 2 ? tail.group(3) : null;
        String finalLine = code == null ? tail.group(2) : tail.group(1) == null ? null : "OK"; //$NON-NLS-1$
        return new DataEnd(before + tail.start(), code, finalLine, List.of());
    }
}
