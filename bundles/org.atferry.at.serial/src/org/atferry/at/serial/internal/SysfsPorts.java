/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;

/** Lists the serial ports of Linux by reading sysfs: no device is opened, so no modem line moves. */
final class SysfsPorts {

    private final Path root;

    /** Over a tree such as {@code /sys/class/tty}. */
    SysfsPorts(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    List<PortDescription> list() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(SysfsPorts::isPort).sorted(Comparator.comparing((Path entry) -> entry.getFileName().toString().length())
                    .thenComparing(entry -> entry.getFileName().toString())).map(SysfsPorts::describe).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A port belongs to a device; a UART of type 0 is a name of the kernel without hardware behind it. */
    private static boolean isPort(Path entry) {
        return Files.exists(entry.resolve("device")) && !read(entry.resolve("type")).equals(Optional.of("0")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    private static PortDescription describe(Path entry) {
        PortAddress address = new PortAddress("serial", "/dev/" + entry.getFileName(), Map.of()); //$NON-NLS-1$ //$NON-NLS-2$
        Optional<Path> usb = usbDevice(entry);
        if (usb.isEmpty()) {
            return new PortDescription(address, "serial port", Optional.empty(), Optional.empty()); //$NON-NLS-1$
        }
        String words = Stream.of("manufacturer", "product").flatMap(file -> read(usb.get().resolve(file)).stream()) //$NON-NLS-1$ //$NON-NLS-2$
                .reduce((left, right) -> left + " " + right).orElse("USB serial port"); //$NON-NLS-1$ //$NON-NLS-2$
        Optional<String> identity = read(usb.get().resolve("idVendor")) //$NON-NLS-1$
                .flatMap(vendor -> read(usb.get().resolve("idProduct")).map(product -> vendor + ":" + product)); //$NON-NLS-1$ //$NON-NLS-2$
        return new PortDescription(address, words, identity, read(usb.get().resolve("serial"))); //$NON-NLS-1$
    }

    /** The device is a port or an interface of the USB device, which is one of its parents. */
    private static Optional<Path> usbDevice(Path entry) {
        try {
            Path device = entry.resolve("device").toRealPath(); //$NON-NLS-1$
            for (int level = 0; device != null && level < 5; level++, device = device.getParent()) {
                if (Files.exists(device.resolve("idVendor"))) { //$NON-NLS-1$
                    return Optional.of(device);
                }
            }
        } catch (IOException e) {
            // gone while it was looked at
        }
        return Optional.empty();
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
