/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.felix.service.command.CommandProcessor;
import org.atferry.at.port.Ports;
import org.atferry.remote.CodeExplainer;
import org.atferry.remote.LinkProbe;
import org.atferry.remote.RemoteFileSystemProvider;
import org.atferry.remote.SecretStore;

/**
 * What the floors below offer. The lists may be live: what is installed while the program runs is found.
 *
 * @param providers open file systems
 * @param probes find out who answers on a port
 * @param secrets further stores of passwords
 * @param ports all kinds of ports
 * @param explainers know codes
 * @param taps let a run see the wires
 * @param interpreter the interpreter of the interactive shell, with its own commands ready, if it is installed
 */
record Services(List<RemoteFileSystemProvider> providers, List<LinkProbe> probes, List<SecretStore> secrets, Ports ports,
        List<CodeExplainer> explainers, WireTaps taps, Supplier<Optional<CommandProcessor>> interpreter) {
}
