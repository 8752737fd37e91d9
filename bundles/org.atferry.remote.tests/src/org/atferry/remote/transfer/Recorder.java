/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Monitor;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;

/** A monitor that keeps what it is told, and may act on it. */
final class Recorder {

    final List<StepEvent> events = new ArrayList<>();
    final Cancellation cancellation = new Cancellation();
    Consumer<StepEvent> reaction = event -> { };

    Monitor monitor() {
        return new Monitor(new TransferId("test"), cancellation, event -> {
            events.add(event);
            reaction.accept(event);
        });
    }

    <T extends StepEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The names of the event types in order, repetitions in a row once. */
    List<String> story() {
        List<String> story = new ArrayList<>();
        for (StepEvent event : events) {
            String name = event.getClass().getSimpleName();
            if (story.isEmpty() || !story.get(story.size() - 1).equals(name)) {
                story.add(name);
            }
        }
        return story;
    }
}
