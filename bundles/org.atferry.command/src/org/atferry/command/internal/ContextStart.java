/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.atferry.at.AtCommand;
import org.atferry.at.AtResponse;
import org.atferry.at.AtText;
import org.atferry.at.AtText.Argument;
import org.atferry.command.qftp.PacketContext;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/** Brings the PDP context up (Quectel FTP(S) manual 1.4 and 4.2). A context that is active already is used as it is. */
final class ContextStart {

    private static final Duration GRACE = QftpCommands.GRACE;
    private static final String ERROR_WORDS = "+QIGETERROR:";

    /** An active context. */
    private record Context(int id, String address) {
    }

    private final ModuleLink link;
    private final int contextId;
    private final Monitor monitor;

    ContextStart(ModuleLink link, int contextId, Monitor monitor) {
        this.link = link;
        this.contextId = contextId;
        this.monitor = monitor;
    }

    /**
     * Makes the context active.
     *
     * @param apn the access point; empty to take what the module has. A context that is active with another one is activated anew.
     */
    void activate(Optional<String> apn) throws Failure {
        List<Context> active = active();
        Optional<Context> ours = find(active);
        if (apn.isPresent() && (ours.isEmpty() || !apn.equals(configuredApn()))) {
            if (ours.isPresent()) {
                deactivate();
                ours = Optional.empty();
            }
            configure(apn.get());
        }
        if (ours.isEmpty()) {
            start(active);
            ours = find(active());
        }
        monitor.report(new StepEvent.ContextActive(contextId, ours.map(Context::address).orElse("")));
    }

    /** Deactivates and activates, as the manual asks for when a command had no answer. */
    void restart() throws Failure {
        deactivate();
        start(List.of());
    }

    private void configure(String apn) throws Failure {
        long maximum = PacketContext.CONFIGURE_PARAMETERS.get(2).maximum();
        String line = PacketContext.CONFIGURE + '=' + contextId + ',' + PacketContext.TYPE_IPV4 + ','
                + Arguments.path(apn, maximum, Step.CONTEXT);
        AtResponse response = run(AtCommand.of(line, PacketContext.CONFIGURE_DEADLINE.plus(GRACE)));
        if (!response.ok()) {
            throw refused(response, "the module does not take the APN " + apn);
        }
    }

    private void start(List<Context> active) throws Failure {
        AtResponse response = run(AtCommand.of(PacketContext.ACTIVATE + '=' + contextId, PacketContext.ACTIVATE_DEADLINE.plus(GRACE)));
        if (!response.ok()) {
            String words = active.size() >= PacketContext.MAXIMUM_ACTIVE ? active.size() + " contexts are active already" : lastError();
            throw refused(response, words);
        }
    }

    private void deactivate() throws Failure {
        AtResponse response = run(AtCommand.of(PacketContext.DEACTIVATE + '=' + contextId, PacketContext.DEACTIVATE_DEADLINE.plus(GRACE)));
        if (!response.ok()) {
            throw refused(response, "the module does not deactivate the context");
        }
    }

    private Failure refused(AtResponse response, String detail) {
        return Failures.of(Outcome.of(response), Step.CONTEXT, subject()).toBuilder().kind(FailureKind.UNREACHABLE).detail(detail)
                .hint(Hint.CONTEXT_REFUSED).build();
    }

    /** What the module says of its last error; only words for a person. */
    private String lastError() throws Failure {
        AtResponse response = run(AtCommand.of("AT+QIGETERROR", PacketContext.CONFIGURE_DEADLINE.plus(GRACE)).withInformation(ERROR_WORDS));
        return response.information().stream().filter(line -> line.startsWith(ERROR_WORDS)).findFirst()
                .map(line -> line.substring(ERROR_WORDS.length()).strip()).orElse("");
    }

    private Optional<String> configuredApn() throws Failure {
        AtCommand command = AtCommand.of(PacketContext.CONFIGURE + '=' + contextId, PacketContext.CONFIGURE_DEADLINE.plus(GRACE));
        AtResponse response = run(command.withInformation(PacketContext.CONFIGURE_RESULT));
        return response.information().stream().map(line -> arguments(line, PacketContext.CONFIGURE_RESULT))
                .filter(arguments -> arguments.size() > 1).map(arguments -> arguments.get(1).text()).findFirst();
    }

    private List<Context> active() throws Failure {
        AtCommand command = AtCommand.of(PacketContext.ACTIVATE + '?', PacketContext.CONFIGURE_DEADLINE.plus(GRACE));
        List<Context> contexts = new ArrayList<>();
        for (String line : run(command.withInformation(PacketContext.ACTIVATE_RESULT)).information()) {
            List<Argument> arguments = arguments(line, PacketContext.ACTIVATE_RESULT);
            if (arguments.size() >= 2 && "1".equals(arguments.get(1).text())
                    && PacketContext.CONTEXT_ID.accepts(arguments.get(0).text())) {
                String address = arguments.size() < 4 ? "" : arguments.get(3).text();
                contexts.add(new Context(Integer.parseInt(arguments.get(0).text()), address));
            }
        }
        return contexts;
    }

    private Optional<Context> find(List<Context> contexts) {
        return contexts.stream().filter(context -> context.id() == contextId).findFirst();
    }

    private static List<Argument> arguments(String line, String prefix) {
        try {
            return line.startsWith(prefix) ? AtText.arguments(line.substring(prefix.length()).strip()) : List.of();
        } catch (ParseException e) {
            return List.of();
        }
    }

    private AtResponse run(AtCommand command) throws Failure {
        return link.run(command, Step.CONTEXT, subject(), monitor);
    }

    private String subject() {
        return Integer.toString(contextId);
    }
}
