/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Rate and time left of a transfer, steady enough for a person: measured over the last five seconds of progress. Gaps between reports as
 * long as those before do not lower the rate; a longer silence lets it sink to 0. May be fed and read by different threads.
 */
public final class ProgressMeter {

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);
    private static final long SPACING = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FIRST_SPAN = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    private record Sample(long time, long done) {
    }

    private final LongSupplier nanoTime;
    private final long origin;
    /** Oldest first, at least {@link #SPACING} apart except for the last; guarded by {@code this}. */
    private final Deque<Sample> samples = new ArrayDeque<>();
    /** Guarded by {@code this}. */
    private long total;

    /**
     * A meter without progress so far.
     *
     * @param nanoTime the clock, such as {@code System::nanoTime}
     */
    public ProgressMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /**
     * Takes note of progress. The first call, and one that goes backwards or changes the total, starts the measuring anew: what was there
     * before does not count as moved.
     *
     * @param done bytes that are through, counted from the beginning of the file
     * @param newTotal bytes of the whole file; 0 when it is not known
     */
    public synchronized void update(long done, long newTotal) {
        long now = now();
        if (newTotal != total || !samples.isEmpty() && done < samples.getLast().done()) {
            samples.clear();
        }
        total = newTotal;
        if (samples.size() > 1 && now - beforeLast().time() < SPACING) {
            samples.removeLast();
        }
        samples.addLast(new Sample(now, done));
        while (samples.size() > 2 && now - second().time() >= WINDOW) {
            samples.removeFirst();
        }
    }

    /** The present rate; 0 while it is not known yet (a quarter of a second) and when nothing moves. */
    public synchronized double bytesPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample last = samples.getLast();
        long right = last.time() + Math.max(0, now() - last.time() - longestGap());
        long left = Math.max(right - WINDOW, samples.getFirst().time());
        if (right - left < FIRST_SPAN || left >= last.time()) {
            return 0;
        }
        return (last.done() - doneAt(left)) * TimeUnit.SECONDS.toNanos(1) / (right - left);
    }

    /** The time until the end at the present rate, in whole seconds, rounded up; empty when nothing moves or the total is not known. */
    public synchronized Optional<Duration> timeLeft() {
        if (samples.isEmpty() || total <= 0) {
            return Optional.empty();
        }
        long left = total - samples.getLast().done();
        if (left <= 0) {
            return Optional.of(Duration.ZERO);
        }
        double rate = bytesPerSecond();
        return rate <= 0 ? Optional.empty() : Optional.of(Duration.ofSeconds((long) Math.ceil(left / rate)));
    }

    /** Counted from the beginning of the meter, because {@link System#nanoTime} may overflow. */
    private long now() {
        return nanoTime.getAsLong() - origin;
    }

    private Sample second() {
        Iterator<Sample> iterator = samples.iterator();
        iterator.next();
        return iterator.next();
    }

    private Sample beforeLast() {
        Iterator<Sample> iterator = samples.descendingIterator();
        iterator.next();
        return iterator.next();
    }

    private long longestGap() {
        long longest = GRACE;
        Sample previous = null;
        for (Sample sample : samples) {
            longest = previous == null ? longest : Math.max(longest, sample.time() - previous.time());
            previous = sample;
        }
        return longest;
    }

    /** What was through at a time within the samples, on the straight line between its neighbours. */
    private double doneAt(long time) {
        Sample previous = samples.getFirst();
        for (Sample sample : samples) {
            if (sample.time() >= time && sample.time() > previous.time()) {
                double part = (double) (time - previous.time()) / (sample.time() - previous.time());
                return previous.done() + part * (sample.done() - previous.done());
            }
            previous = sample;
        }
        return previous.done();
    }
}
