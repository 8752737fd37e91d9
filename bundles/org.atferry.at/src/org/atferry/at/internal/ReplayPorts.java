/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortProvider;
import org.atferry.at.trace.TraceEvent;
import org.atferry.at.trace.TraceReader;
import org.osgi.service.component.annotations.Component;

/** Opens {@code replay:FILE}: a saved trace plays the module. Of several links in the file the first is played, or {@code ?link=NAME}. */
@Component(service = PortProvider.class)
public final class ReplayPorts implements PortProvider {

    /** Links of this name carry FTP, not AT. */
    private static final String FTP = "ftp"; //$NON-NLS-1$

    @Override
    public Set<String> schemes() {
        return Set.of("replay"); //$NON-NLS-1$
    }

    @Override
    public Port open(PortAddress address) throws PortException {
        Path file = Path.of(address.name());
        if (!Files.exists(file)) {
            throw new PortException(PortException.Kind.MISSING, address.toString(), "no such trace"); //$NON-NLS-1$
        }
        List<TraceEvent> events;
        try {
            events = TraceReader.read(file);
        } catch (IOException e) {
            throw new PortException(PortException.Kind.REFUSED, address.toString(), e.getMessage());
        }
        Optional<String> link = address.option("link").or(() -> events.stream().map(TraceEvent::link) //$NON-NLS-1$
                .filter(name -> !name.equals(FTP) && !name.startsWith(FTP + " ")).findFirst()); //$NON-NLS-1$
        return new ReplayPort(address, events.stream().filter(event -> link.equals(Optional.of(event.link()))).toList());
    }

    /** Traces cannot be listed. */
    @Override
    public List<PortDescription> list() {
        return List.of();
    }
}
