/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.atferry.remote.StepEvent;
import org.atferry.remote.transfer.ProgressMeter;

/**
 * Shows a person the steps of a run: each step that is done on a line of its own, and the bytes on one line that is drawn again and
 * again. Where nothing can be drawn again (a file, a pipe), the bytes get a line when they are through, and every half minute. Safe for
 * any thread.
 */
public final class Progress implements Consumer<StepEvent>, AutoCloseable {

    private static final long REDRAW = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SPARSE = TimeUnit.SECONDS.toNanos(30);

    private final PrintStream out;
    private final Terminal terminal;
    private final boolean brief;
    private final Texts texts;
    private final StepFacts steps;
    private final Quantities quantities;
    private final LongSupplier nanoTime;

    /** Measures the bytes that pass now; this and what follows is guarded by {@code this}. */
    private ProgressMeter meter;
    private String label = "";
    private long done;
    private long total;
    /** Of a tree of files; empty for a single one. */
    private Optional<StepEvent.TreeProgress> tree = Optional.empty();
    private boolean counting;
    private long shownAt;
    private int drawnColumns;

    /**
     * Shows on {@code out}, which is {@code terminal}.
     *
     * @param brief for work that is short as a rule: the step that was done last is shown on a terminal only, and gone afterwards
     */
    public Progress(PrintStream out, Terminal terminal, boolean brief, Texts texts, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.brief = brief;
        this.texts = texts;
        this.steps = new StepFacts(texts);
        this.quantities = new Quantities(texts.locale());
        this.nanoTime = nanoTime;
        this.meter = new ProgressMeter(nanoTime);
    }

    @Override
    public synchronized void accept(StepEvent event) {
        if (brief && !(event instanceof StepEvent.Notice)) {
            flash(event);
        } else if (event instanceof StepEvent.Transferred moved) {
            moved(moved.done(), moved.total());
        } else if (event instanceof StepEvent.TreeProgress now) {
            tree(now);
        } else if (!(event instanceof StepEvent.NameResolved resolved && resolved.host().equals(resolved.address()))) {
            step(event);
        }
    }

    private void flash(StepEvent event) {
        if (terminal.present() && !(event instanceof StepEvent.Transferred)) {
            redraw(Printable.cut("  " + steps.line(event), terminal.columns() - 1));
        }
    }

    private void redraw(String line) {
        out.print("\r" + Printable.pad(line, drawnColumns));
        out.flush();
        drawnColumns = Printable.columns(line);
    }

    private void step(StepEvent event) {
        close();
        boolean bytesFollow = event instanceof StepEvent.TransferStarted || event instanceof StepEvent.VerificationStarted;
        if (bytesFollow) {
            label = steps.line(event);
            meter = new ProgressMeter(nanoTime);
        }
        if (!bytesFollow) {
            out.println(terminal.tick() + steps.line(event));
        } else if (!terminal.present()) {
            out.println("  " + label);
        }
    }

    private void tree(StepEvent.TreeProgress now) {
        if (tree.isEmpty()) {
            label = "";
            meter = new ProgressMeter(nanoTime);
        }
        tree = Optional.of(now);
        moved(now.bytesDone(), now.complete() ? now.bytesTotal() : 0);
    }

    private void moved(long newDone, long newTotal) {
        long now = nanoTime.getAsLong();
        done = newDone;
        total = newTotal;
        meter.update(done, total);
        if (!counting) {
            counting = true;
            shownAt = terminal.present() ? now - REDRAW : now;
        }
        if (now - shownAt < (terminal.present() ? REDRAW : SPARSE)) {
            return;
        }
        shownAt = now;
        if (terminal.present()) {
            draw();
        } else {
            out.println("  " + line());
        }
    }

    private void draw() {
        String facts = line();
        if (label.isEmpty()) {
            redraw(Printable.cut("  " + facts.strip(), terminal.columns() - 1));
            return;
        }
        String head = Printable.cut(label, Math.max(8, terminal.columns() - 4 - Printable.columns(facts)));
        redraw(Printable.cut("  " + head + " " + facts, terminal.columns() - 1));
    }

    private String line() {
        return tree.isPresent() ? line(tree.get()) : bytesLine();
    }

    /** All files of a tree at once: numbers short enough for one line. */
    private String line(StepEvent.TreeProgress now) {
        String rate = meter.bytesPerSecond() > 0 ? "  " + quantities.rate(meter.bytesPerSecond()) : "";
        if (!now.complete()) {
            return texts.get("progress.tree-so-far", quantities.count(now.filesDone()), quantities.count(now.filesTotal()),
                    quantities.size(now.bytesDone())) + rate;
        }
        long percent = now.bytesTotal() > 0 ? now.bytesDone() * 100 / now.bytesTotal()
                : now.filesDone() * 100 / Math.max(1, now.filesTotal());
        return String.format("%3d %%  ", percent) + texts.get("progress.tree", quantities.count(now.filesDone()),
                quantities.count(now.filesTotal()), quantities.size(now.bytesDone()), quantities.size(now.bytesTotal()))
                + rate + left(rate);
    }

    private String left(String rate) {
        return done >= total || rate.isEmpty() ? ""
                : meter.timeLeft().map(time -> "  " + texts.get("progress.left", quantities.clock(time))).orElse("");
    }

    private String bytesLine() {
        String rate = meter.bytesPerSecond() > 0 ? "  " + quantities.rate(meter.bytesPerSecond()) : "";
        if (total <= 0) {
            return texts.get("progress.bytes", quantities.count(done)) + rate;
        }
        return String.format("%3d %%  ", done * 100 / total) + texts.get("progress.of", quantities.count(done), quantities.count(total))
                + rate + left(rate);
    }

    /** Ends the line that is being drawn, so that something else can be printed. */
    @Override
    public synchronized void close() {
        if (counting && terminal.present()) {
            draw();
            out.println();
        } else if (counting) {
            out.println("  " + line());
        } else if (drawnColumns > 0) {
            redraw("");
            out.print("\r");
            out.flush();
        }
        counting = false;
        drawnColumns = 0;
    }
}
