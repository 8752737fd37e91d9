/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;
import org.atferry.shell.internal.output.Progress;
import org.atferry.shell.internal.output.StepFacts;
import org.atferry.shell.internal.output.Texts;

/**
 * Where a run says what it has to say: results on standard output, as lines or as JSON; progress and failures on standard error. Safe
 * for any thread.
 */
final class Output implements AutoCloseable {

    private static final long JSON_SPACING = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintStream out;
    private final PrintStream err;
    private final Texts texts;
    private final boolean json;
    private final boolean quiet;
    private final Progress progress;
    private final LongSupplier nanoTime;

    /**
     * For one run.
     *
     * @param json whether the results are for programs
     * @param quiet whether nobody wants progress
     * @param brief whether the steps need not stay on the screen
     */
    Output(Environment environment, Texts texts, boolean json, boolean quiet, boolean brief) {
        this.out = environment.out();
        this.err = environment.err();
        this.texts = texts;
        this.json = json;
        this.quiet = quiet;
        this.nanoTime = environment.nanoTime();
        this.progress = new Progress(err, environment.terminal(), brief, texts, nanoTime);
    }

    /** The texts of the run. */
    Texts texts() {
        return texts;
    }

    /** A result: the object for programs when they asked for it, else the line for people. */
    void result(String line, Json object) {
        progress.close();
        print(json ? object.toString() : line);
    }

    /** Many results at once, each a line or an object already. */
    void results(List<String> lines) {
        if (!lines.isEmpty()) {
            progress.close();
            print(String.join(System.lineSeparator(), lines));
        }
    }

    /** A result that must not stand among the bytes on standard output: for people on standard error. */
    void aside(String line, Json object) {
        if (json) {
            print(object.toString());
        } else {
            important(line);
        }
    }

    /** Bytes of a file on standard output as they are; for programs as an object. */
    void bytes(byte[] bytes, int offset, int length, Supplier<Json> object) {
        if (json) {
            print(object.get().toString());
            return;
        }
        progress.close();
        synchronized (this) {
            out.write(bytes, offset, length);
        }
    }

    /** A line of a result that only people need. */
    void line(String line) {
        if (!json) {
            progress.close();
            print(line);
        }
    }

    /** An object for programs, also for those that did not ask. */
    void announce(Json object) {
        print(object.toString());
    }

    /** Something that a person should know meanwhile. */
    void note(String line) {
        if (!quiet && !json) {
            important(line);
        }
    }

    /** Something that a person must know. */
    void important(String line) {
        progress.close();
        err.println(line);
        err.flush();
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    /** What is told the steps of a piece of work. */
    Consumer<StepEvent> listener(TransferId id) {
        if (quiet) {
            return event -> { };
        }
        return json ? new JsonSteps(id) : progress;
    }

    /**
     * What is told the steps of a tree: a person sees how far the whole is, and what is left out or fails - that also when progress is not
     * wanted.
     */
    Consumer<StepEvent> treeListener(TransferId id) {
        if (json && !quiet) {
            return new JsonSteps(id);
        }
        StepFacts facts = new StepFacts(texts);
        return event -> {
            if (event instanceof StepEvent.FileFailed failed && json) {
                print(StepFacts.json(failed, id).toString());
            } else if (event instanceof StepEvent.FileFailed || event instanceof StepEvent.Omitted) {
                important("ferry: " + facts.line(event));
            } else if (!quiet && !isOfOneFile(event)) {
                progress.accept(event);
            }
        };
    }

    private static boolean isOfOneFile(StepEvent event) {
        return event instanceof StepEvent.SourceHashed || event instanceof StepEvent.TransferStarted
                || event instanceof StepEvent.Transferred || event instanceof StepEvent.VerificationStarted
                || event instanceof StepEvent.Verified || event instanceof StepEvent.Renamed || event instanceof StepEvent.Removed;
    }

    /** Tells a failure and returns its exit status. */
    int failure(Failure failure) {
        progress.close();
        int status = ExitStatus.of(failure);
        String line = line(failure);
        if (json) {
            print(object(failure, line).put("exit", status).toString());
        }
        important("ferry: " + line);
        return status;
    }

    /** Tells a fault of AT Ferry and returns its exit status. */
    int fault(Throwable fault) {
        return failure(Failure.at(Step.CLOSE).kind(FailureKind.INTERNAL).detail(fault.toString()).hint(Hint.REPORT).cause(fault).build());
    }

    /** What was typed is best told in its own words; all else by step, kind and the words of the peers. */
    private String line(Failure failure) {
        Locale locale = texts.wanted();
        if (failure.step() == Step.CLOSE && failure.kind() == FailureKind.INTERNAL) {
            return texts.get("fault", Printable.of(failure.detail()), failure.hint().text(locale));
        }
        if (failure.step() == Step.SERVE && failure.kind() == FailureKind.CANCELLED) {
            return texts.get("stopped");
        }
        if (failure.step() != Step.ARGUMENTS || failure.kind() != FailureKind.MISUSE || failure.detail().isEmpty()) {
            return failure.line(locale);
        }
        String subject = failure.subject().isEmpty() ? "" : Printable.of(failure.subject()) + ": ";
        String hint = failure.hint() == Hint.NONE ? "" : " - " + failure.hint().text(locale);
        return subject + Printable.of(failure.detail()) + hint;
    }

    private static Json object(Failure failure, String line) {
        return StepFacts.failure(Json.event("failure"), failure).put("message", line);
    }

    @Override
    public void close() {
        progress.close();
        out.flush();
        err.flush();
    }

    /** Prints steps as JSON; progress not too often, but always the end of it. */
    private final class JsonSteps implements Consumer<StepEvent> {
        private final TransferId id;
        /** Guarded by {@code this}. */
        private long next = nanoTime.getAsLong();

        JsonSteps(TransferId id) {
            this.id = id;
        }

        @Override
        public synchronized void accept(StepEvent event) {
            if (event instanceof StepEvent.Transferred moved) {
                long now = nanoTime.getAsLong();
                if (now - next < 0 && moved.done() < moved.total()) {
                    return;
                }
                next = now + JSON_SPACING;
            }
            print(StepFacts.json(event, id).toString());
        }
    }
}
