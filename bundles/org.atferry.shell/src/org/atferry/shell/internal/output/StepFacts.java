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
import java.util.Optional;

import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.HashAlgorithm;
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
        if (event instanceof StepEvent.Verified verified) {
            places.set(1, proof(verified.proof(), verified.algorithm()));
        }
        if (event instanceof StepEvent.Omitted omitted && !omitted.detail().isEmpty()) {
            places.set(2, " (" + places.get(2) + ")");
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
        if (value instanceof StepEvent.Omission omission) {
            return texts.get("omission." + omission);
        }
        if (value instanceof Failure failure) {
            return failure.line(texts.wanted());
        }
        return Printable.of(String.valueOf(value instanceof Optional<?> optional ? optional.map(Object::toString).orElse("") : value));
    }

    /** How a proof is called, with the algorithm when the server computed it. */
    public String proof(StepEvent.Proof proof, Optional<HashAlgorithm> algorithm) {
        return proof == StepEvent.Proof.SERVER_HASH && algorithm.isEmpty() ? texts.get("proof.SERVER_HASH.unnamed")
                : texts.get("proof." + proof, algorithm.map(HashAlgorithm::word).orElse(""));
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
        } else if (value instanceof Boolean truth) {
            json.put(name, truth);
        } else if (value instanceof HashAlgorithm algorithm) {
            json.put(name, algorithm.word());
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> put(json, name, present));
        } else if (value instanceof Failure failure) {
            json.put(name, failure(failure));
        } else if (value instanceof Enum<?> constant) {
            json.put(name, constant);
        } else if (value instanceof ModuleIdentity identity) {
            json.put(name, identity(identity));
        } else {
            json.put(name, String.valueOf(value));
        }
    }

    /** The facts of a failure, each by itself. */
    public static Json failure(Failure failure) {
        return failure(new Json(), failure);
    }

    /** The same within an object. */
    public static Json failure(Json object, Failure failure) {
        object.put("step", failure.step()).put("kind", failure.kind());
        if (!failure.subject().isEmpty()) {
            object.put("subject", failure.subject());
        }
        failure.moduleCode().ifPresent(code -> object.put("code", code.dialect() + ":" + code.code()).put("codeText", code.text()));
        failure.reply().ifPresent(reply -> object.put("reply", reply.code()).put("replyText", reply.text()));
        if (!failure.detail().isEmpty()) {
            object.put("detail", failure.detail());
        }
        return object.put("hint", failure.hint());
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
