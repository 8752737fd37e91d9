/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * One exchange, described as data: the line, and what is expected of the module. What is not expected is a URC.
 *
 * @param line the command line without its CR, such as {@code AT+QFTPPWD}; no control characters
 * @param information the prefixes of its information responses, such as {@code +QIACT:}; {@code ""} takes any line that is no known URC
 *        (for {@code ATI})
 * @param result the prefix of the result that follows {@code OK} later (or comes before it), such as {@code +QFTPOPEN:}; the exchange
 *        ends when both are there
 * @param deadline for the first final result code or {@code CONNECT}, or for the whole of an exchange without data
 * @param resultDeadline from {@code OK} to the result, when there is one
 * @param data what follows {@code CONNECT}
 */
public record AtCommand(String line, List<String> information, Optional<String> result, Duration deadline, Duration resultDeadline,
        Data data) {

    /** What follows {@code CONNECT}. */
    public sealed interface Data {

        /** Nothing: there is no {@code CONNECT}. */
        record None() implements Data {
        }

        /**
         * The host sends exactly {@code length} bytes, after {@code CONNECT} or a {@code >} prompt. When the module ends the command
         * before, no more is sent, and the response says how.
         *
         * @param source read in the thread that awaits; must not block for long, because a cancel is not seen inside it
         * @param gap the longest time without progress, also from the last byte to the final result code
         * @param progress told the bytes sent so far, from the writing thread
         */
        record Upload(InputStream source, long length, Duration gap, LongConsumer progress) implements Data {

            /** Checks the length. */
            public Upload {
                checkLength(length);
            }
        }

        /**
         * The module sends exactly {@code length} bytes, or fewer when it fails. The end is found by counting.
         * <p>
         * A module that fails reports that in the place of data. So when nothing came for a second (or for {@code gap}) and the last bytes
         * are exactly a report of failure ({@code +QFTPGET: 616,426}, {@code +CME ERROR: 616}, {@code NO CARRIER} …) or a result whose
         * count agrees, the exchange ends so. That is safe: data that looks like a report is at worst taken for a failure while the line
         * stands still, never for success, and the channel then makes sure that data mode is left. The sink never sees a report.
         *
         * @param sink written from the reading thread, which waits for it
         * @param gap the longest time between two packets
         * @param progress told the bytes received so far
         */
        record Download(OutputStream sink, long length, Duration gap, LongConsumer progress) implements Data {

            /** Checks the length. */
            public Download {
                checkLength(length);
            }
        }

        /**
         * The module sends a number of bytes that only the result line tells ({@code +QFTPLIST: 0,n}): the end is where the count agrees,
         * so that data may hold any line. A report of failure is found as in a download. The command must await a result.
         *
         * @param sink written from the reading thread, which waits for it
         * @param maximum more bytes than this are an error
         */
        record Counted(OutputStream sink, long maximum, Duration gap) implements Data {

            /** Checks the maximum. */
            public Counted {
                checkLength(maximum);
            }
        }

        private static void checkLength(long length) {
            if (length < 0) {
                throw new IllegalArgumentException("length " + length); //$NON-NLS-1$
            }
        }
    }

    /** Checks that the line cannot start another command. */
    public AtCommand {
        Objects.requireNonNull(result);
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(resultDeadline);
        Objects.requireNonNull(data);
        information = List.copyOf(information);
        if (line.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException("control character in an AT command line"); //$NON-NLS-1$
        }
    }

    /** The name of the command, such as {@code AT+QFTPOPEN}: what stands before its arguments, so that it holds no secret. */
    public String name() {
        int end = 0;
        while (end < line.length() && "=?; \"".indexOf(line.charAt(end)) < 0) { //$NON-NLS-1$
            end++;
        }
        return line.substring(0, end);
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name();
    }

    /** A command that is answered by a final result code alone. */
    public static AtCommand of(String line, Duration deadline) {
        return new AtCommand(line, List.of(), Optional.empty(), deadline, Duration.ZERO, new Data.None());
    }

    /** The same with information responses. */
    public AtCommand withInformation(String... prefixes) {
        return new AtCommand(line, List.of(prefixes), result, deadline, resultDeadline, data);
    }

    /** The same with a result that follows. */
    public AtCommand withResult(String prefix, Duration within) {
        return new AtCommand(line, information, Optional.of(prefix), deadline, within, data);
    }

    /** The same with data after {@code CONNECT}. */
    public AtCommand withData(Data other) {
        return new AtCommand(line, information, result, deadline, resultDeadline, other);
    }
}
