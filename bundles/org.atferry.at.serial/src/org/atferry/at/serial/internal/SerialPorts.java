/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;

/** Opens {@code serial:} ports and lists those that are there. */
@Component(service = PortProvider.class)
public final class SerialPorts implements PortProvider {

    private static final int ENOENT = 2;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final boolean WINDOWS = File.separatorChar == '\\';

    /** What is open: the real device and its port. jSerialComm would reconfigure a port that is opened twice. */
    private final Map<String, Optional<SerialLine>> open = new ConcurrentHashMap<>();
    private final AtomicBoolean hooked = new AtomicBoolean();
    private final SysfsPorts sysfs = new SysfsPorts(Path.of("/sys/class/tty")); //$NON-NLS-1$

    /** Loads nothing yet: the native library comes with the first port. */
    @Activate
    public SerialPorts() {
        // nothing to prepare
    }

    @Override
    public Set<String> schemes() {
        return Set.of("serial"); //$NON-NLS-1$
    }

    @Override
    public Port open(PortAddress address) throws PortException {
        LineSettings settings = LineSettings.of(address);
        String device = device(address);
        Optional<String> problem = NativeLibrary.problem();
        if (problem.isPresent()) {
            throw new PortException(PortException.Kind.REFUSED, address.toString(), problem.get());
        }
        closeBeforeTheLibraryEnds();
        if (open.putIfAbsent(device, Optional.empty()) != null) {
            throw new PortException(PortException.Kind.IN_USE, address.toString(), "open in this program already"); //$NON-NLS-1$
        }
        SerialLine line = null;
        try {
            line = open(address, device, settings);
            open.put(device, Optional.of(line));
            return line;
        } finally {
            if (line == null) {
                open.remove(device);
            }
        }
    }

    /** At the end of the JVM the library frees what native calls still use; its own hooks come before that. */
    private void closeBeforeTheLibraryEnds() {
        if (hooked.compareAndSet(false, true)) {
            SerialPort.addShutdownHook(new Thread(this::close, "close serial ports")); //$NON-NLS-1$
        }
    }

    private static String device(PortAddress address) throws PortException {
        if (WINDOWS) {
            return address.name();
        }
        try {
            return Path.of(address.name()).toRealPath().toString();
        } catch (IOException e) {
            boolean missing = !Files.exists(Path.of(address.name()));
            throw new PortException(missing ? PortException.Kind.MISSING : PortException.Kind.RIGHTS, address.toString(),
                    missing ? "no such device" : e.getMessage()); //$NON-NLS-1$
        }
    }

    private SerialLine open(PortAddress address, String device, LineSettings settings) throws PortException {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException e) {
            throw new PortException(PortException.Kind.MISSING, address.toString(), "no such serial port"); //$NON-NLS-1$
        }
        settings.applyTo(port);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SerialLine.SLICE_MILLIS, 0);
        if (!port.openPort(0)) {
            throw refused(address, port.getLastErrorCode());
        }
        try {
            int piece = Math.max(4096, Math.min(1 << 16, settings.baud() / 40));
            LineWriter writer = WINDOWS ? new LibraryWriter(port, address.toString())
                    : new DeviceWriter(Path.of(device), address.toString(), piece);
            return new SerialLine(address, port, writer, () -> open.remove(device));
        } catch (IOException e) {
            port.closePort();
            throw new PortException(PortException.Kind.REFUSED, address.toString(), e.getMessage());
        }
    }

    private static PortException refused(PortAddress address, int error) {
        return switch (error) {
            case ENOENT -> new PortException(PortException.Kind.MISSING, address.toString(), "no such device"); //$NON-NLS-1$
            case EACCES -> new PortException(PortException.Kind.RIGHTS, address.toString(), "permission denied"); //$NON-NLS-1$
            case EAGAIN, EBUSY -> new PortException(PortException.Kind.IN_USE, address.toString(), "locked by another program"); //$NON-NLS-1$
            default -> new PortException(PortException.Kind.REFUSED, address.toString(),
                    "not a serial port, or it cannot be set up like this (error " //$NON-NLS-1$
                    + error + ")"); //$NON-NLS-1$
        };
    }

    @Override
    public List<PortDescription> list() {
        if (Files.isDirectory(sysfs.root())) {
            return sysfs.list();
        }
        if (NativeLibrary.problem().isPresent()) {
            return List.of();
        }
        return Stream.of(SerialPort.getCommPorts()).map(SerialPorts::description).toList();
    }

    private static PortDescription description(SerialPort port) {
        boolean usb = port.getVendorID() > 0;
        return new PortDescription(new PortAddress("serial", port.getSystemPortPath(), Map.of()), port.getDescriptivePortName(), //$NON-NLS-1$
                usb ? Optional.of(String.format("%04x:%04x", port.getVendorID(), port.getProductID())) : Optional.empty(), //$NON-NLS-1$
                usb ? Optional.ofNullable(port.getSerialNumber()).filter(number -> !number.isEmpty()) : Optional.empty());
    }

    /** Closes what is still open. */
    @Deactivate
    public void close() {
        List.copyOf(open.values()).forEach(line -> line.ifPresent(SerialLine::close));
    }
}
