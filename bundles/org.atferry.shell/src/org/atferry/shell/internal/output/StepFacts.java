/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

import org.atferry.remote.Dialect;
import org.atferry.remote.Hint;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;

/**
 * Steps as text for a person and as JSON. The components of an event's record, in their order, are the places in its text and the
 * members of its object: an event that is added to the model needs no more than a text.
 */
public final class StepFacts {

    private final Texts texts;

    /** In the language of those texts. */
    public StepFacts(Texts texts) {
        this.texts = texts;
    }

    /** One line for a person. */
    public String line(StepEvent event) {
        List<Object> places = new ArrayList<>();
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            places.add(shown(value(component, event)));
        }
        return texts.get(key(event), places.toArray());
    }

    /** The key of an event's text. */
    static String key(StepEvent event) {
        String key = key(event.getClass());
        return event instanceof StepEvent.TransferStarted started ? key + "." + started.direction() : key;
    }

    static String key(Class<?> event) {
        return "event." + event.getSimpleName();
    }

    private Object shown(Object value) {
        if (value instanceof Number) {
            return value;
        }
        if (value instanceof Hint hint) {
            return hint.text(texts.wanted());
        }
        if (value instanceof StepEvent.Proof proof) {
            return proof(proof);
        }
        return Printable.of(String.valueOf(value));
    }

    /** How a proof is called. */
    public String proof(StepEvent.Proof proof) {
        return texts.get("proof." + proof);
    }

    /** The event as an object. */
    public static Json json(StepEvent event, TransferId id) {
        Json json = Json.event(Json.word(event.getClass().getSimpleName())).put("id", id.value());
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            put(json, component.getName(), value(component, event));
        }
        return json;
    }

    private static void put(Json json, String name, Object value) {
        if (value instanceof Number number) {
            json.put(name, number.longValue());
        } else if (value instanceof Enum<?> constant) {
            json.put(name, constant);
        } else if (value instanceof ModuleIdentity identity) {
            json.put(name, identity(identity));
        } else {
            json.put(name, String.valueOf(value));
        }
    }

    /** A module as an object. */
    public static Json identity(ModuleIdentity identity) {
        return new Json().put("manufacturer", identity.manufacturer()).put("model", identity.model()).put("revision", identity.revision())
                .putIfPresent("dialect", identity.dialect().map(Dialect::word));
    }

    private static Object value(RecordComponent component, StepEvent event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
