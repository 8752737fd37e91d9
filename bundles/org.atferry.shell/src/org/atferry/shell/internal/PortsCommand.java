/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortException;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.LinkProbe;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;
import org.atferry.shell.internal.output.StepFacts;

/** {@code ferry ports}: lists what is there without opening any; {@code --probe} opens them, or those named, and asks who answers. */
final class PortsCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.PORTS;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        boolean probe = invocation.line().has(Option.PROBE);
        if (!probe && !invocation.line().operands().isEmpty()) {
            throw Misuse.of(invocation.texts().get("misuse.ports-probe"));
        }
        List<PortDescription> ports = ports(invocation);
        if (ports.isEmpty()) {
            invocation.output().line(invocation.texts().get("ports.none"));
        }
        int answered = 0;
        for (PortDescription port : ports) {
            answered += probe ? probe(port, invocation) : list(port, invocation);
        }
        if (probe && answered == 0 && !ports.isEmpty()) {
            invocation.output().line(invocation.texts().get("ports.no-module"));
        }
    }

    private static List<PortDescription> ports(Invocation invocation) throws Failure {
        if (invocation.line().operands().isEmpty()) {
            return invocation.services().ports().list();
        }
        List<PortDescription> named = new ArrayList<>();
        for (String typed : invocation.line().operands()) {
            try {
                named.add(new PortDescription(PortAddress.parse(typed), "", Optional.empty(), Optional.empty()));
            } catch (PortException e) {
                throw PortFailures.of(e);
            }
        }
        return named;
    }

    private static int list(PortDescription port, Invocation invocation) {
        invocation.output().result(line(port), json(port));
        return 0;
    }

    private static String line(PortDescription port) {
        return (Printable.of(port.address().toString()) + port.usb().map(usb -> "  " + usb).orElse("") + "  "
                + Printable.of(port.description())).stripTrailing();
    }

    private static Json json(PortDescription port) {
        return Json.event("port").put("port", port.address().toString()).put("description", port.description())
                .putIfPresent("usb", port.usb()).putIfPresent("serialNumber", port.serialNumber());
    }

    /** Asks and tells; returns how many modules answered. */
    private static int probe(PortDescription port, Invocation invocation) throws Failure {
        Json json = json(port);
        String answer;
        int answered = 0;
        try {
            Optional<ModuleIdentity> identity = ask(port.address().toString(), invocation);
            answered = identity.isPresent() ? 1 : 0;
            answer = identity.map(module -> described(module, invocation)).orElseGet(() -> invocation.texts().get("ports.silent"));
            json.put("probe", identity.isPresent() ? "module" : "silent");
            identity.ifPresent(module -> json.put("module", StepFacts.identity(module)));
        } catch (Failure e) {
            if (e.kind() == FailureKind.CANCELLED) {
                throw e;
            }
            answer = e.line(invocation.texts().wanted());
            json.put("probe", "failed").put("kind", e.kind()).put("hint", e.hint()).put("detail", e.detail());
        }
        invocation.output().result(line(port) + "  -> " + answer, json);
        return answered;
    }

    private static String described(ModuleIdentity module, Invocation invocation) {
        String dialect = module.dialect().map(Dialect::word).orElseGet(() -> invocation.texts().get("ports.no-dialect"));
        return Printable.of(module.toString()) + " (" + dialect + ")";
    }

    /** The first probe that knows who answers decides. */
    private static Optional<ModuleIdentity> ask(String port, Invocation invocation) throws Failure {
        Monitor monitor = new Monitor(invocation.monitor().id(), invocation.cancellation(), event -> { });
        Optional<ModuleIdentity> best = Optional.empty();
        for (LinkProbe probe : invocation.services().probes()) {
            Optional<ModuleIdentity> identity = probe.identify(port, monitor);
            if (identity.isPresent() && (best.isEmpty() || identity.get().dialect().isPresent())) {
                best = identity;
            }
        }
        return best;
    }
}
