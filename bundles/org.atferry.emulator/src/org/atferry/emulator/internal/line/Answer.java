/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The answer to a command.
 *
 * @param information the lines before the final result code, one block
 * @param result the final result code; not written when {@code data} is present
 * @param following lines that follow the final result code at once, each a block of its own
 * @param job runs in the module's working thread once this answer is written; what it returns is a line that comes by itself
 * @param data instead of the final result code: {@code CONNECT}, then data mode
 */
public record Answer(List<String> information, Result result, List<String> following, Optional<Supplier<String>> job,
        Optional<DataMode> data) {

    /**
     * A final result code.
     *
     * @param text as a word
     * @param digit for {@code ATV0} (V.250 6.2.6); empty for one that has none and stays a line
     */
    public record Result(String text, String digit) {
        /** {@code OK}. */
        public static final Result OK = new Result("OK", "0");
        /** {@code ERROR}. */
        public static final Result ERROR = new Result("ERROR", "4");
    }

    /** What happens from {@code CONNECT} to the final result code; in the thread that owns the line. */
    @FunctionalInterface
    public interface DataMode {

        /** Has the input take data, writes {@code CONNECT}, moves the data, leaves data mode, and says what to answer then. */
        Answer run(DataLine line);
    }

    /** Copies the lists. */
    public Answer {
        information = List.copyOf(information);
        following = List.copyOf(following);
    }

    /** {@code OK}, after these lines of information. */
    public static Answer ok(String... information) {
        return ok(List.of(information));
    }

    /** {@code OK}, after these lines of information. */
    public static Answer ok(List<String> information) {
        return new Answer(information, Result.OK, List.of(), Optional.empty(), Optional.empty());
    }

    /** {@code ERROR}. */
    public static Answer error() {
        return error(Result.ERROR);
    }

    /** Another final result code. */
    public static Answer error(Result result) {
        return new Answer(List.of(), result, List.of(), Optional.empty(), Optional.empty());
    }

    /** {@code CONNECT} and data mode. */
    public static Answer connect(DataMode data) {
        return new Answer(List.of(), Result.OK, List.of(), Optional.empty(), Optional.of(data));
    }

    /** The same, followed by a line. */
    public Answer followedBy(String line) {
        return new Answer(information, result, List.of(line), job, data);
    }

    /** The same, with work whose result comes later. */
    public Answer then(Supplier<String> work) {
        return new Answer(information, result, following, Optional.of(work), data);
    }

    /** Whether the command succeeded so far. */
    public boolean isOk() {
        return result == Result.OK;
    }
}
