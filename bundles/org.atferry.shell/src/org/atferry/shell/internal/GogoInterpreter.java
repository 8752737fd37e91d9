/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.List;
import java.util.Optional;

import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * The interpreter of the interactive shell. Its own commands are in bundles that other commands can do without; they are started when the
 * shell is asked for.
 */
final class GogoInterpreter {

    private static final List<String> COMMANDS = List.of("org.apache.felix.gogo.command", "org.apache.felix.gogo.shell");

    private final BundleContext context;
    private volatile Optional<CommandProcessor> processor = Optional.empty();

    GogoInterpreter(BundleContext context) {
        this.context = context;
    }

    void set(Optional<CommandProcessor> value) {
        processor = value;
    }

    /** The interpreter with its own commands, as far as they are installed. */
    Optional<CommandProcessor> ready() {
        if (processor.isPresent()) {
            for (Bundle bundle : context.getBundles()) {
                if (COMMANDS.contains(bundle.getSymbolicName())) {
                    start(bundle);
                }
            }
        }
        return processor;
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            // The shell has the commands of AT Ferry without it.
            System.getLogger(GogoInterpreter.class.getName()).log(System.Logger.Level.WARNING, bundle.getSymbolicName(), e);
        }
    }
}
